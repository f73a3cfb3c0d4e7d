package org.contentmover.simulator;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Measures how much faster than real time the simulator runs a busy segment: election,
 * registration, and a session of 1 MiB to all every ten seconds, at 1 % loss. {@code main} prints
 * one line for each number of servers; the figures are in docs/protocol/simulator.md.
 */
public final class SpeedStudy {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int SESSION_BYTES = 1 << 20;
  private static final long SESSION_INTERVAL_NS = 10 * SECOND;

  private SpeedStudy() {}

  /**
   * What was measured.
   *
   * @param virtualNs simulated time
   * @param realNs time it took on the clock
   * @param cpuNs time it took of its processor, which other work does not stretch
   * @param datagrams delivered
   * @param sessions begun
   */
  record Speed(long virtualNs, long realNs, long cpuNs, long datagrams, int sessions) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.0f × real time: %.0f s in %.2f s, %.2f s of CPU (%.0f ×); %,d datagrams delivered,"
              + " %d sessions of 1 MiB",
          (double) virtualNs / realNs,
          virtualNs / 1e9,
          realNs / 1e9,
          cpuNs / 1e9,
          (double) virtualNs / cpuNs,
          datagrams,
          sessions);
    }
  }

  /**
   * Entry point.
   *
   * @param args numbers of servers; 50 when there are none
   */
  public static void main(String[] args) {
    String[] sizes = args.length == 0 ? new String[] {"50"} : args;
    for (String size : sizes) {
      int servers = Integer.parseInt(size);
      measure(servers, 30); // the compiler warms up
      System.out.printf("%3d servers: %s%n", servers, measure(servers, 120));
    }
  }

  /** Runs a segment for so long. */
  static Speed measure(int servers, int seconds) {
    SimulatedSegment segment =
        new SimulatedSegment(
            SimulatedSegment.lanOfEquals(servers),
            new NetworkConditions(0.01, 0, MS, 0, MS / 20, MS),
            1,
            Trace.off(),
            MemberFactory.real());
    long startNs = System.nanoTime();
    long startCpuNs = cpuNs();
    segment.servers().forEach(SimulatedServer::start);
    segment.time().runUntil(2 * SECOND);
    int sessions = 0;
    while (segment.time().nowNs() < seconds * SECOND) {
      segment.publisher().publish(SESSION_BYTES);
      sessions++;
      segment.time().runUntil(segment.time().nowNs() + SESSION_INTERVAL_NS);
    }
    if (!segment.isConverged() || !segment.publisher().isDone()) {
      throw new InvariantViolation(segment.disagreement() + " " + segment.publisher().unfinished());
    }
    return new Speed(
        segment.time().nowNs(),
        System.nanoTime() - startNs,
        cpuNs() - startCpuNs,
        segment.network().delivered(),
        sessions);
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
