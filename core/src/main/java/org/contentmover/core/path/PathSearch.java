package org.contentmover.core.path;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.contentmover.core.ids.ServerName;

/**
 * A leader's search for the largest datagram that reaches each member in one piece (LD-3; the state
 * table is in docs/protocol/mctp.md). Plain Java cannot forbid fragments of multicast, so nothing
 * is believed that was not heard: a size counts for a member once it has answered a probe of it,
 * and {@link #BASE_BYTES} until then.
 *
 * <p>Owned by one thread.
 */
public final class PathSearch {
  /** Passes wherever Ethernet does, tunnels included; never probed. */
  public static final int BASE_BYTES = 1_400;

  /** What {@link #nextDeadlineNs} gives while nothing is searched for. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Jumbo, small jumbo, Ethernet; each less 28 for IP and UDP. */
  private static final int[] USUAL_BYTES = {8_972, 3_972, 1_472};

  private final PathConfig config;
  private final IntConsumer probe;
  private final int[] sizes;
  private final int base;
  private final Map<ServerName, Standing> standings = new HashMap<>();
  private long nextNs = NEVER;
  private long reviewNs = NEVER;
  private long probesSent;

  /** What is known of the way to one member. */
  private final class Standing {
    /** Index of the size being tried; all are tried or one is proven when it is past the last. */
    int trying;

    int tries;
    int provenBytes = base;

    boolean isDecided() {
      return trying >= sizes.length;
    }

    /** Gives sizes up that were probed often enough without an answer. */
    void giveUp() {
      while (!isDecided() && tries >= config.tries()) {
        if (provenBytes >= sizes[trying]) {
          provenBytes = base;
        }
        trying++;
        tries = 0;
      }
    }

    void anew() {
      trying = 0;
      tries = 0;
    }
  }

  /**
   * A search that has not begun.
   *
   * @param probe sends a probe that is so large a datagram, to all
   */
  public PathSearch(PathConfig config, IntConsumer probe) {
    this.config = config;
    this.probe = probe;
    int largest = config.largestBytes();
    this.base = largest == 0 ? BASE_BYTES : Math.min(BASE_BYTES, largest);
    this.sizes =
        IntStream.concat(IntStream.of(largest), IntStream.of(USUAL_BYTES))
            .filter(size -> size > BASE_BYTES && size <= largest)
            .distinct()
            .toArray();
  }

  /** This server leads now, in another epoch than before. */
  public void begin(long nowNs) {
    end();
    if (sizes.length > 0) {
      nextNs = nowNs + config.intervalNs();
      reviewNs = nowNs + config.reviewNs();
    }
  }

  /** This server leads no more. */
  public void end() {
    standings.clear();
    nextNs = NEVER;
    reviewNs = NEVER;
  }

  /**
   * Time has passed.
   *
   * @param members as registered now, without this server
   */
  public void onTimer(Collection<ServerName> members, long nowNs) {
    if (nowNs < nextNs) {
      return;
    }
    nextNs = nowNs + config.intervalNs();
    standings.keySet().retainAll(members);
    members.forEach(member -> standings.computeIfAbsent(member, name -> new Standing()));
    if (nowNs >= reviewNs) {
      reviewNs = nowNs + config.reviewNs();
      standings.values().forEach(Standing::anew);
    }
    int largest = sizes.length;
    for (Standing standing : standings.values()) {
      standing.giveUp();
      largest = Math.min(largest, standing.trying);
    }
    if (largest == sizes.length) {
      return;
    }
    for (Standing standing : standings.values()) {
      standing.tries += standing.trying == largest ? 1 : 0;
    }
    probesSent++;
    probe.accept(sizes[largest]);
  }

  public long nextDeadlineNs() {
    return nextNs;
  }

  /**
   * A member has received a probe whole.
   *
   * @return false when it is none of this search
   */
  public boolean onHeard(ServerName member, int bytes) {
    Standing standing = standings.get(member);
    if (standing == null) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == bytes) {
        standing.provenBytes = Math.max(standing.provenBytes, bytes);
        if (i <= standing.trying) {
          standing.trying = sizes.length;
        }
        return true;
      }
    }
    return false;
  }

  /**
   * The largest datagram that is proven to reach all of these. Who is no member counts for nothing:
   * it hears no datagram of any size. Who became one since the last probe counts with the base.
   *
   * @param members as registered now, without this server
   */
  public int bytesFor(Collection<ServerName> servers, Collection<ServerName> members) {
    return servers.stream()
        .filter(members::contains)
        .map(standings::get)
        .mapToInt(standing -> standing == null ? base : standing.provenBytes)
        .min()
        .orElse(base);
  }

  public long probesSent() {
    return probesSent;
  }
}
