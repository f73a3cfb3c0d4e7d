package org.contentmover.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures, in virtual time, how long a segment is without a common leader: after its leader is
 * killed, and after a cut network is healed; and how often it changes its leader for no reason.
 * {@code main} prints the table of docs/protocol/election.md.
 */
public final class FailoverStudy {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long STEP_NS = 5 * MS;
  private static final long SETTLED_NS = 4 * SECOND;
  private static final long GIVE_UP_NS = 60 * SECOND;

  private FailoverStudy() {}

  /**
   * Sorted times until all running servers follow one leader.
   *
   * @param timesNs one for each run
   */
  record Times(long[] timesNs) {
    long percentileNs(int percent) {
      return timesNs[(timesNs.length - 1) * percent / 100];
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.2f / %.2f / %.2f",
          percentileNs(50) / 1e9,
          percentileNs(99) / 1e9,
          percentileNs(100) / 1e9);
    }
  }

  /**
   * Entry point.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println(
        "servers, loss: kill to all-follow p50/p99/max s; heal to all-follow p50/p99/max s;"
            + " needless changes of leader in 20 s, per run");
    for (int servers : new int[] {3, 6, 20, 50}) {
      for (double loss : new double[] {0, 0.01, 0.05, 0.2}) {
        int runs = servers > 20 ? 40 : 100;
        System.out.printf(
            Locale.ROOT,
            "%2d servers, %2.0f %%: %s; %s; %.3f%n",
            servers,
            100 * loss,
            afterKill(servers, loss, runs),
            afterHeal(servers, loss, runs),
            needlessChanges(servers, loss, runs) / (double) runs);
      }
    }
  }

  /** From the death of the leader to the moment when all others follow a new one. */
  static Times afterKill(int servers, double loss, int runs) {
    long[] timesNs = new long[runs];
    for (int run = 0; run < runs; run++) {
      SimulatedSegment segment = settled(servers, loss, run);
      segment.commonLeader().orElseThrow().crash();
      timesNs[run] = untilCommonLeader(segment);
    }
    Arrays.sort(timesNs);
    return new Times(timesNs);
  }

  /** From the healing of a network cut in two halves to the moment when all follow one leader. */
  static Times afterHeal(int servers, double loss, int runs) {
    long[] timesNs = new long[runs];
    for (int run = 0; run < runs; run++) {
      SimulatedSegment segment = settled(servers, loss, run);
      int[] side = new int[servers];
      for (int i = 0; i < servers; i++) {
        side[i] = i % 2;
      }
      segment.network().partition(side);
      segment.time().runUntil(segment.time().nowNs() + SETTLED_NS);
      segment.network().heal();
      timesNs[run] = untilCommonLeader(segment);
    }
    Arrays.sort(timesNs);
    return new Times(timesNs);
  }

  /** Changes of leader within 20 s in which nothing but loss happens, in all runs together. */
  static int needlessChanges(int servers, double loss, int runs) {
    int changes = 0;
    for (int run = 0; run < runs; run++) {
      SimulatedSegment segment = settled(servers, loss, run);
      long epoch = segment.commonLeader().orElseThrow().leadership().epoch();
      segment.time().runUntil(segment.time().nowNs() + 20 * SECOND);
      untilCommonLeader(segment);
      if (segment.commonLeader().orElseThrow().leadership().epoch() != epoch) {
        changes++;
      }
    }
    return changes;
  }

  private static SimulatedSegment settled(int servers, double loss, long seed) {
    NetworkConditions conditions = new NetworkConditions(loss, 0, MS, 0, MS / 20, 15 * MS);
    SimulatedSegment segment =
        new SimulatedSegment(
            SimulatedSegment.lanOfEquals(servers),
            conditions,
            seed,
            Trace.off(),
            MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    segment.time().runUntil(SETTLED_NS + seed % 100 * MS);
    untilCommonLeader(segment);
    return segment;
  }

  private static long untilCommonLeader(SimulatedSegment segment) {
    long fromNs = segment.time().nowNs();
    Optional<SimulatedServer> leader = segment.commonLeader();
    while (leader.isEmpty()) {
      if (segment.time().nowNs() - fromNs > GIVE_UP_NS) {
        throw new InvariantViolation("no common leader: " + segment.disagreement());
      }
      segment.time().runUntil(segment.time().nowNs() + STEP_NS);
      leader = segment.commonLeader();
    }
    return segment.time().nowNs() - fromNs;
  }
}
