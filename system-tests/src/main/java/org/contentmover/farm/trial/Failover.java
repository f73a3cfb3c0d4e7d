package org.contentmover.farm.trial;

import java.time.Instant;
import java.util.Collection;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.contentmover.farm.Farm;

/**
 * A leader that was killed, and what the others had counted at that moment.
 *
 * @param leader the server that was killed
 * @param at when
 * @param counters of the others, by server, read right after
 */
record Failover(String leader, Instant at, Map<String, Map<String, Long>> counters) {

  private static final String RECEIVED = "mctp.frames.received";
  private static final String REPAIRED = "mctp.frames.repaired";
  private static final String DUPLICATE = "mctp.ignored.duplicate";
  private static final String SENT = "mctp.frames.sent";

  /** What was sent after a kill. */
  record Sequel(
      long framesOfFile, long leastLacking, long mostLacking, long framesSent, long sentAgain) {

    double percentSentAgain() {
      return 100.0 * sentAgain / framesOfFile;
    }
  }

  /** Kills a leader and looks at the others before they have another one. */
  static Failover kill(Farm farm, String leader) {
    farm.kill(leader);
    return new Failover(leader, Instant.now(), countersOf(farm));
  }

  static Map<String, Map<String, Long>> countersOf(Farm farm) {
    Map<String, Map<String, Long>> counters = new TreeMap<>();
    for (String server : farm.serverNames()) {
      if (farm.pid(server) != 0) {
        counters.put(server, farm.counters(server));
      }
    }
    return counters;
  }

  /**
   * What came after it. A server that led afterwards fetched what it lacked and is no receiver. A
   * frame that all the receivers had when it was sent again is a duplicate at each of them, so the
   * least duplicates of any is the most that can have been; what one has and another lacks is in it
   * too.
   *
   * @param end what the others have counted now
   */
  Sequel until(Map<String, Map<String, Long>> end) {
    Collection<String> receivers =
        counters.keySet().stream().filter(server -> gained(end, server, SENT) == 0).toList();
    long frames =
        max(receivers, server -> count(end, server, RECEIVED) + count(end, server, REPAIRED));
    LongSummaryStatistics lacking =
        receivers.stream()
            .mapToLong(server -> gained(end, server, RECEIVED) + gained(end, server, REPAIRED))
            .summaryStatistics();
    long sent = counters.keySet().stream().mapToLong(server -> gained(end, server, SENT)).sum();
    long again =
        receivers.stream().mapToLong(server -> gained(end, server, DUPLICATE)).min().orElse(0);
    return new Sequel(frames, lacking.getMin(), lacking.getMax(), sent, again);
  }

  private long gained(Map<String, Map<String, Long>> end, String server, String counter) {
    return count(end, server, counter) - count(counters, server, counter);
  }

  private static long count(Map<String, Map<String, Long>> all, String server, String counter) {
    return all.getOrDefault(server, Map.of()).getOrDefault(counter, 0L);
  }

  private static long max(Collection<String> servers, Function<String, Long> value) {
    return servers.stream().mapToLong(value::apply).max().orElse(0);
  }
}
