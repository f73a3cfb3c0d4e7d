package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** The checker is worth something only when it finds members that are wrong. */
class PlantedFaultTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int SEEDS = 200;
  private static final ServerName SECOND_SERVER = new ServerName("boston-2");

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
  void shouldCatchTheTurncoatInRandomScenarios() {
    assertCaught(
        TurncoatMember.factory(),
        "(?s)accepts .* in epoch (\\d+) after .* in epoch \\1\\n.*--seed");
  }

  @Test
  void shouldCatchADiskThatForgetsTheFloor() {
    MemberFactory forgetful =
        (identity, config, floor, random, output) ->
            MemberFactory.real().create(identity, config, LeadershipFloor.NONE, random, output);
    assertCaught(forgetful, "accepts .* after it has accepted");
  }

  @Test
  void shouldCatchAServerThatSaysItLeadsBeforeThatIsOnItsDisk() {
    assertCaught(
        FaultyOutputs.speakingBeforeItIsOnDisk(), "says that it is .* while its disk says nobody");
  }

  @Test
  void shouldCatchALeaderThatComesBackInItsOldEpoch() {
    assertCaught(FaultyOutputs.leadingAgainInItsOldEpoch(), "leads again in epoch \\d+");
  }

  @Test
  void shouldCatchAMemberThatFollowsALeaderOfAnOldEpoch() {
    assertCaught(FaultyMembers.followingAnOldLeader(), "accepts .* after it has accepted");
  }

  @Test
  void shouldCatchALeaderThatDoesNotStepDown() {
    assertCaught(FaultyMembers.neverSteppingDown(), "the segment does not agree: no common leader");
  }

  @Test
  void shouldCatchALeaderThatDoesNotDoubtItselfAfterAStandstill() {
    assertCaught(FaultyMembers.notNoticingAStandstill(), "speaks as leader .* stood still");
  }

  @Test
  void shouldCatchALeaderThatIsDeposedForNoReason() {
    assertCaught(FaultyMembers.deposedByNobody(), "led without any fault in sight");
  }

  @Test
  void shouldCatchALeaderThatComparesTheClocksOfOthersWithItsOwn() {
    assertCaught(
        FaultyMembers.comparingClocks(), "a transfer without faults ended with .*state=MISSING");
  }

  @Test
  void shouldCatchAServerThatTakesARecordingASecondTime() {
    assertCaught(FaultyGuards.takingRecordings(), "takes a datagram a second time");
  }

  @Test
  void shouldCatchAServerThatTakesWhatHasNoSeal() {
    assertCaught(FaultyGuards.takingWhatHasNoSeal(), "takes a datagram without a seal");
  }

  @Test
  void shouldCatchADeposedLeaderThatSendsOn() {
    assertCaught(FaultyOutputs.sendingAfterItsLeadership(), "sends content and follows boston");
  }

  @Test
  void shouldCatchALeaderThatNeverRegistersAServer() {
    assertCaught(
        FaultyMembers.neverRegistering(SECOND_SERVER), "the segment does not agree: .* lists");
  }

  @Test
  void shouldCatchALeaderThatTellsOthersThanItHasRegistered() {
    assertCaught(FaultyOutputs.hiding(SECOND_SERVER), "the segment does not agree: .* told");
  }

  @Test
  void shouldCatchSnapshotsWithoutNumbers() {
    assertCaught(FaultyOutputs.numberingNoSnapshots(), "tells snapshot \\d+/1 after \\d+/1");
  }

  @Test
  void shouldCatchAFrameThatCountsAndWasNotWritten() {
    assertCaught(
        FaultyOutputs.acknowledgingWhatItDidNotWrite(), "says that it has everything, and lacks");
  }

  @Test
  void shouldCatchACopyThatIsTakenForTheNextFrame() {
    assertCaught(FaultyMembers.takingACopyForTheNextFrame(), "writes other bytes than were sent");
  }

  @Test
  void shouldCatchARepairWithTheWrongParity() {
    assertCaught(FaultyOutputs.confusingParity(), "writes other bytes than were sent");
  }

  @Test
  void shouldCatchAMemberThatHasEverythingSentAgainUnderAnotherLeader() {
    assertCaught(
        FaultyMembers.forgettingWhatItHasUnderAnotherLeader(), "writes the frame .* twice");
  }

  @Test
  void shouldCatchALeaderThatForgetsAParticipant() {
    assertCaught(FaultyOutputs.forgettingAParticipant(), "lists .* of the participants");
  }

  @Test
  void shouldCatchALeaderThatAcknowledgesReportsAndLosesThem() {
    assertCaught(
        FaultyMembers.losingReports(), "a transfer without faults ended with .*state=MISSING");
  }

  /** One of the seeds must find it by the invariant that is meant. */
  private static void assertCaught(MemberFactory factory, String by) {
    Pattern invariant = Pattern.compile(by);
    for (long seed = 1; seed <= SEEDS; seed++) {
      Optional<String> violation = violation(seed, factory);
      if (violation.isPresent() && invariant.matcher(violation.get()).find()) {
        System.out.printf("caught with seed %d: %s%n", seed, firstLine(violation.get()));
        return;
      }
    }
    fail("none of " + SEEDS + " seeds found the planted fault by \"" + by + "\"");
  }

  private static Optional<String> violation(long seed, MemberFactory factory) {
    try {
      new SegmentRun(Scenario.of(seed), Trace.off(), factory).run();
      return Optional.empty();
    } catch (InvariantViolation violation) {
      return Optional.of(violation.getMessage());
    }
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElseThrow();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
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
