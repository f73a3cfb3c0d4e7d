package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.election.LeadershipFloor;
import org.junit.jupiter.api.Test;

/** The checker is worth something only when it finds members that are wrong. */
class PlantedFaultTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SEEDS = 200;

  @Test
  void shouldCatchAMemberThatFollowsTwoLeadersInOneEpoch() {
    InvariantViolation caught =
        assertThrows(InvariantViolation.class, () -> twoHalvesMeet(TurncoatMember.factory()));
    assertTrue(
        caught.getMessage().matches("(?s)boston-\\d accepts .* in epoch 1 after .* in epoch 1"),
        caught.getMessage());
  }

  @Test
  void shouldFindNothingWrongWithRealMembersWhenTwoHalvesMeet() {
    SimulatedSegment healed = twoHalvesMeet(MemberFactory.real());
    assertTrue(healed.isConverged(), healed::disagreement);
  }

  @Test
  void shouldCatchTheTurncoatInRandomScenariosAndSayHowToReplay() {
    Optional<String> caught = firstViolation(TurncoatMember.factory());
    assertTrue(caught.isPresent(), "none of " + SEEDS + " seeds found the planted fault");
    assertTrue(caught.get().contains("--seed "), caught.get());
  }

  @Test
  void shouldCatchADiskThatForgetsTheFloor() {
    MemberFactory forgetful =
        (identity, config, floor, random, output) ->
            MemberFactory.real().create(identity, config, LeadershipFloor.NONE, random, output);
    assertTrue(firstViolation(forgetful).isPresent());
  }

  private static Optional<String> firstViolation(MemberFactory factory) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new SegmentRun(Scenario.of(seed), Trace.off(), factory).run();
      } catch (InvariantViolation violation) {
        return Optional.of(violation.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Cut apart from the beginning, both halves count their leaderships from 1. */
  private static SimulatedSegment twoHalvesMeet(MemberFactory factory) {
    SimulatedSegment segment = started(factory);
    segment.network().partition(new int[] {0, 0, 0, 1, 1, 1});
    segment.time().runUntil(3 * SECOND);
    assertEquals(
        List.of(1L, 1L, 1L, 1L, 1L, 1L),
        segment.servers().stream().map(server -> server.leadership().epoch()).toList());
    segment.network().heal();
    segment.time().runUntil(10 * SECOND);
    return segment;
  }

  private static SimulatedSegment started(MemberFactory factory) {
    SimulatedSegment segment =
        new SimulatedSegment(
            SimulatedSegment.lanOfEquals(6), NetworkConditions.GOOD, 1, Trace.off(), factory);
    segment.servers().forEach(server -> segment.time().at(0, server::start));
    return segment;
  }
}
