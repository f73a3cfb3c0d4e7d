package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What keys cost a segment, and what they keep away (EL-7). */
class GuardedSegmentTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  @Test
  void shouldReplaceADeadLeaderAsFastAsWithoutKeys() {
    assertTrue(p99AfterKillNs(6, 0, 40) <= 680 * MS);
    assertTrue(p99AfterKillNs(6, 0.05, 40) <= 1_000 * MS);
    assertTrue(p99AfterKillNs(30, 0.01, 15) <= 1_000 * MS);
  }

  private static long p99AfterKillNs(int servers, double loss, int runs) {
    long[] timesNs = new long[runs];
    for (int run = 0; run < runs; run++) {
      SimulatedSegment segment = settled(servers, loss, run);
      segment.commonLeader().orElseThrow().crash();
      long fromNs = segment.time().nowNs();
      while (segment.commonLeader().isEmpty()) {
        segment.time().runUntil(segment.time().nowNs() + 5 * MS);
      }
      timesNs[run] = segment.time().nowNs() - fromNs;
    }
    Arrays.sort(timesNs);
    return timesNs[(runs - 1) * 99 / 100];
  }

  @Test
  void shouldNotBeMovedByWhoRepeatsWhatWasSaid() {
    for (long seed = 1; seed <= 10; seed++) {
      SimulatedSegment segment = segment(8, 0.01, seed);
      segment.network().admit(new Eavesdropper(new SeededRandom(seed)));
      segment.servers().forEach(SimulatedServer::start);
      segment.time().runUntil(5 * SECOND);
      SimulatedServer leader = segment.commonLeader().orElseThrow();
      long epoch = leader.leadership().epoch();
      SimulatedServer member =
          segment.running().stream().filter(server -> !server.leads()).findFirst().orElseThrow();
      member.crash();
      member.start();
      segment.time().runUntil(15 * SECOND);
      assertEquals(epoch, leader.leadership().epoch(), "seed " + seed);
      assertTrue(segment.isConverged(), "seed " + seed + ": " + segment.disagreement());
      long recordings = 0;
      for (SimulatedServer server : segment.running()) {
        recordings +=
            server.guarded("guard.refused.too-old")
                + server.guarded("guard.refused.replayed")
                + server.guarded("guard.refused.unproven");
      }
      assertTrue(recordings > 0, "seed " + seed);
    }
  }

  @Test
  void shouldGetAcquaintedWithAHandfulOfDatagramsForEachPair() {
    int servers = 60;
    SimulatedSegment segment = settled(servers, 0, 1);
    for (SimulatedServer server : segment.servers()) {
      assertEquals(servers - 1, server.guarded("guard.senders"), server.name() + " knows all");
      long sent = server.guarded("guard.challenges.sent") + server.guarded("guard.proofs.sent");
      assertTrue(sent <= 3 * servers, server.name() + " sent " + sent);
    }
  }

  private static SimulatedSegment settled(int servers, double loss, long seed) {
    SimulatedSegment segment = segment(servers, loss, seed);
    segment.servers().forEach(SimulatedServer::start);
    segment.time().runUntil(4 * SECOND + seed % 100 * MS);
    assertTrue(segment.commonLeader().isPresent(), segment.disagreement());
    return segment;
  }

  private static SimulatedSegment segment(int servers, double loss, long seed) {
    return new SimulatedSegment(
        SimulatedSegment.lanOfEquals(servers),
        new NetworkConditions(loss, 0, MS, 0, MS / 20, 15 * MS),
        seed,
        Trace.off(),
        MemberFactory.real(),
        SimulatedKeys.always(seed));
  }
}
