package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Holds the figures of docs/protocol/election.md, with a little room. */
class FailoverStudyTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  @Test
  void shouldReplaceADeadLeaderInLessThanASecond() {
    assertAtMost(680, FailoverStudy.afterKill(6, 0, 40));
    assertAtMost(1_000, FailoverStudy.afterKill(6, 0.05, 40));
    assertAtMost(1_000, FailoverStudy.afterKill(30, 0.01, 15));
  }

  @Test
  void shouldAgreeSoonAfterTheNetworkIsHealed() {
    assertAtMost(320, FailoverStudy.afterHeal(6, 0, 40));
    assertAtMost(600, FailoverStudy.afterHeal(6, 0.05, 40));
  }

  @Test
  void shouldNotChangeALivingLeaderBecauseOfLoss() {
    assertEquals(0, FailoverStudy.needlessChanges(6, 0.05, 40));
    assertEquals(0, FailoverStudy.needlessChanges(6, 0.2, 20));
  }

  @Test
  void shouldElectTheBestLivingCandidateWhenNothingIsLost() {
    for (long seed = 1; seed <= 50; seed++) {
      SeededRandom random = new SeededRandom(seed);
      int[] priorities = random.ints(7, 0, 101).toArray();
      SimulatedSegment segment =
          new SimulatedSegment(
              SimulatedSegment.lan(priorities),
              NetworkConditions.GOOD,
              seed,
              Trace.off(),
              MemberFactory.real());
      segment.servers().forEach(SimulatedServer::start);
      for (int deaths = 0; deaths < 3; deaths++) {
        segment.time().runUntil(segment.time().nowNs() + 3 * SECOND);
        SimulatedServer leader = segment.commonLeader().orElseThrow();
        assertEquals(best(segment, priorities), leader.name(), "seed " + seed);
        leader.crash();
      }
    }
  }

  private static Object best(SimulatedSegment segment, int[] priorities) {
    Comparator<SimulatedServer> byPriority =
        Comparator.comparingInt(server -> -priorities[server.index()]);
    return segment.running().stream()
        .min(byPriority.thenComparing(SimulatedServer::name))
        .orElseThrow()
        .name();
  }

  private static void assertAtMost(long ms, FailoverStudy.Times times) {
    assertTrue(times.percentileNs(99) <= ms * MS, "p50 / p99 / max s: " + times);
  }
}
