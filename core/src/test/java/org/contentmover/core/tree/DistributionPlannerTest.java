package org.contentmover.core.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

class DistributionPlannerTest {
  private static final TreePolicy POLICY = TreePolicy.DEFAULT;
  private static final SegmentName BOSTON = new SegmentName("boston");
  private static final SegmentName LONDON = new SegmentName("london");
  private static final ServerName BOSTON_1 = new ServerName("boston-1");
  private static final ServerName BOSTON_2 = new ServerName("boston-2");
  private static final ServerName LONDON_1 = new ServerName("london-1");
  private static final ServerName LONE = new ServerName("lone");
  private static final long NOW = 1_000_000;
  private static final long TOTAL = 1_000;

  private final DistributionPlanner planner = new DistributionPlanner(POLICY);
  private final List<Edge> edges =
      planner.plan(
          List.of(
              Target.single(LONE),
              Target.leader(LONDON, LONDON_1, 3),
              Target.leader(BOSTON, BOSTON_1, 7)));
  private final Edge boston = edges.get(0);
  private final Edge london = edges.get(1);
  private final Edge lone = edges.get(2);

  @Test
  void shouldOrderPinnedThenRelaysThenFast() {
    List<Edge> ranked =
        planner.plan(
            List.of(
                new Target(null, LONE, 0, 0, 900, 4),
                new Target(new SegmentName("slow"), BOSTON_1, 1, 0, 100, 4),
                new Target(new SegmentName("fast"), BOSTON_2, 1, 0, 500, 2),
                new Target(new SegmentName("second"), LONDON_1, 1, 2, 0, 1),
                new Target(new SegmentName("first"), LONDON_1, 1, 1, 0, 1)));
    assertEquals(
        List.of("first", "second", "fast", "slow", "=lone"),
        ranked.stream().map(Edge::target).toList());
    assertEquals(List.of(0, 1, 2, 3, 4), ranked.stream().map(Edge::rank).toList());
  }

  @Test
  void shouldServeOnlyItsFanOutAndLeaveTheRestToRelays() {
    assertTrue(planner.originServes(boston, 0, 0, NOW, NOW));
    assertFalse(planner.originServes(london, 1, 1, NOW, NOW));
    assertFalse(planner.originServes(london, 0, 1, NOW, NOW), "a relay will ask");
    Edge given = planner.next(fetched(boston), 0, Optional.of(london), NOW).orElseThrow();
    assertEquals("boston-1", given.source());
    assertEquals(EdgeState.GIVEN, given.state());
  }

  @Test
  void shouldServeTheNextItselfWhenRelaysAreQuiet() {
    assertTrue(planner.originServes(london, 0, 1, NOW, NOW + POLICY.quietMillis()));
    assertFalse(planner.originServes(london, 1, 1, NOW, NOW + POLICY.quietMillis()));
  }

  @Test
  void shouldAnswerLastWhenNothingIsLeftOrTheRelayServesEnough() {
    assertEquals(Optional.empty(), planner.next(fetched(boston), 0, Optional.empty(), NOW));
    assertEquals(
        Optional.empty(),
        planner.next(fetched(boston), POLICY.relayFanOut(), Optional.of(london), NOW));
  }

  @Test
  void shouldGiveAnEdgeWithoutProgressToTheOrigin() {
    Edge given = london.given("boston-1", POLICY, NOW).accepted(POLICY, NOW);
    assertSame(given, planner.checked(given, NOW + POLICY.leaseMillis() - 1));
    Edge lost = planner.checked(given, NOW + POLICY.leaseMillis());
    assertEquals(EdgeState.WAITING, lost.state());
    assertNull(lost.source());
    assertEquals(1, lost.attempts());
    long later = lost.notBeforeMillis();
    assertFalse(planner.originServes(lost, 0, 1, NOW, later - 1), "after a pause");
    assertTrue(planner.originServes(lost, 5, 5, later, later), "beyond the fan-out");
    assertEquals(Optional.empty(), planner.next(fetched(boston), 0, Optional.of(lost), later + 1));
  }

  @Test
  void shouldDoubleThePauseUpToSixteenSeconds() {
    Edge edge = boston;
    long pause = 0;
    for (int i = 0; i < 10; i++) {
      edge = edge.lost(NOW);
      pause = edge.notBeforeMillis() - NOW;
    }
    assertEquals(16_000, pause);
  }

  @Test
  void shouldRenewTheLeaseByBytesOnlyWhileFetching() {
    Edge given = boston.given(Edge.CCM, POLICY, NOW);
    Edge some = report(given, 7, 1, 10, false, NOW + 1_000);
    assertEquals(NOW + 1_000 + POLICY.leaseMillis(), some.leaseUntilMillis());
    Edge same = report(some, 7, 2, 10, false, NOW + 2_000);
    assertEquals(some.leaseUntilMillis(), same.leaseUntilMillis());
    Edge all = report(same, 7, 3, TOTAL, false, NOW + 3_000);
    assertEquals(EdgeState.FETCHED, all.state());
    Edge again = report(all, 7, 4, TOTAL, false, NOW + 4_000);
    assertEquals(NOW + 4_000 + POLICY.leaseMillis(), again.leaseUntilMillis());
  }

  @Test
  void shouldTellASilentLeaderAgainEvenWhenItHasAllBytes() {
    Edge silent = planner.checked(fetched(boston), NOW + POLICY.leaseMillis());
    assertEquals(EdgeState.WAITING, silent.state());
    assertTrue(silent.fromOrigin());
  }

  @Test
  void shouldGiveTheEdgeToANewLeaderAtOnce() {
    Edge led = planner.led(fetched(boston), BOSTON_2, 8);
    assertEquals(BOSTON_2, led.server());
    assertEquals(8, led.epoch());
    assertTrue(planner.originServes(led, 9, 9, NOW, NOW));
    assertSame(led, planner.led(led, BOSTON_2, 8), "told twice");
    assertSame(led, planner.led(led, BOSTON_1, 7), "an older epoch");
  }

  @Test
  void shouldLeaveAFreshEdgeToRelaysWhenItsLeaderChanges() {
    Edge led = planner.led(london, BOSTON_2, 4);
    assertFalse(led.fromOrigin());
    assertTrue(planner.next(fetched(boston), 0, Optional.of(led), NOW).isPresent());
  }

  @Test
  void shouldKeepAClosedEdgeClosedWhoeverLeads() {
    Edge closed = report(fetched(boston), 7, 9, TOTAL, true, NOW);
    assertEquals(EdgeState.CLOSED, closed.state());
    assertSame(closed, planner.led(closed, BOSTON_2, 8));
    assertSame(closed, planner.checked(closed, Long.MAX_VALUE));
  }

  @Test
  void shouldRefuseReportsThatAreNotNewer() {
    Edge edge = report(boston.given(Edge.CCM, POLICY, NOW), 7, 5, 10, false, NOW);
    assertEquals(ReportVerdict.OLDER, planner.judge(edge, 7, 5));
    assertEquals(ReportVerdict.OLDER, planner.judge(edge, 6, 99));
    assertEquals(ReportVerdict.ACCEPTED, planner.judge(edge, 7, 6));
    assertEquals(ReportVerdict.ACCEPTED, planner.judge(edge, 8, 0));
  }

  @Test
  void shouldFollowAReporterWithANewerEpoch() {
    Edge edge = boston.given(Edge.CCM, POLICY, NOW);
    Edge led = planner.reported(edge, BOSTON_2, 8, 0, TOTAL, TOTAL, false, NOW);
    assertEquals(BOSTON_2, led.server());
    assertEquals(EdgeState.FETCHED, led.state());
  }

  @Test
  void shouldHearAServerThatStartedAnewAndCountsFromTheBeginning() {
    Edge edge = report(lone.given(Edge.CCM, POLICY, NOW), 0, 50, 10, false, NOW);
    Edge lost = planner.checked(edge, edge.leaseUntilMillis());
    assertEquals(ReportVerdict.ACCEPTED, planner.judge(lost, 0, 0));
  }

  @Test
  void shouldServeAReturningServerByItself() {
    Edge returning = planner.returning(BOSTON_1, 3);
    assertTrue(returning.isSingle());
    assertTrue(planner.originServes(returning, 9, 9, NOW, NOW));
  }

  @Test
  void shouldServeAllAtOnceAsAStar() {
    DistributionPlanner star = new DistributionPlanner(POLICY.asStar());
    assertTrue(star.originServes(london, 1, 1, NOW, NOW));
    assertTrue(star.originServes(lone, 2, 2, NOW, NOW));
  }

  private Edge fetched(Edge edge) {
    return report(edge.given(Edge.CCM, POLICY, NOW), edge.epoch(), 0, TOTAL, false, NOW);
  }

  private Edge report(
      Edge edge, long epoch, long sequence, long bytes, boolean isFinal, long nowMillis) {
    return planner.reported(edge, edge.server(), epoch, sequence, bytes, TOTAL, isFinal, nowMillis);
  }
}
