package org.contentmover.core.election;

import static org.contentmover.core.election.RecordedElection.LEADER;
import static org.contentmover.core.election.RecordedElection.MS;
import static org.contentmover.core.election.RecordedElection.SELF;
import static org.contentmover.core.election.RecordedElection.STRONGER;
import static org.contentmover.core.election.RecordedElection.WEAKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the state table does not show: time limits, rates, and who must not lead. */
class ElectionTest {
  private static final LeadershipFloor FLOOR = LeadershipFloor.of(5, LEADER);
  private static final ElectionConfig LAN = ElectionConfig.lan(50);

  @Test
  void shouldListenAsLongAsALeaderMayBeSilentBeforeItsFirstClaim() {
    RecordedElection machine = with(LAN, FLOOR).start();
    long startedNs = machine.nowNs;
    machine.untilStateChanges();
    assertEquals(ElectionState.VOTING_OPEN, machine.election.state());
    // 350 ms of listening, then the delay of priority 50: half way between 20 and 150 ms.
    assertEquals(350 + 20 + 65, (machine.nowNs - startedNs) / MS);
  }

  @Test
  void shouldClaimTheSoonerTheHigherItsPriority() {
    long best = claimDelayMs(100);
    long worst = claimDelayMs(0);
    assertEquals(20, best);
    assertEquals(150, worst);
  }

  private static long claimDelayMs(int priority) {
    RecordedElection machine = with(ElectionConfig.lan(priority), FLOOR).start();
    machine.alive(LEADER, 5).resign(LEADER, 5);
    long resignedNs = machine.nowNs;
    machine.untilStateChanges();
    return (machine.nowNs - resignedNs) / MS;
  }

  @Test
  void shouldClaimBeforeEverybodyElseWhenDeposedAMomentAgo() {
    RecordedElection machine = leading();
    machine.alive(STRONGER, 4).claim(STRONGER, true, FLOOR);
    machine.alive(STRONGER, 9).after(1_000).alive(STRONGER, 9);
    machine.resign(STRONGER, 9);
    long resignedNs = machine.nowNs;
    machine.untilStateChanges();
    assertEquals(ElectionState.VOTING_OPEN, machine.election.state());
    assertTrue(machine.nowNs - resignedNs <= 10 * MS, "EL-16: within the slot of its own");
  }

  @Test
  void shouldWaitItsNormalDelayWhenDeposedLongAgo() {
    RecordedElection machine = leading();
    machine.alive(STRONGER, 4).claim(STRONGER, true, FLOOR).alive(STRONGER, 9);
    for (int i = 0; i < 60; i++) {
      machine.after(100).alive(STRONGER, 9);
    }
    machine.resign(STRONGER, 9);
    long resignedNs = machine.nowNs;
    machine.untilStateChanges();
    assertEquals(85, (machine.nowNs - resignedNs) / MS);
  }

  @Test
  void shouldNeverClaimWhenConfiguredNever() {
    RecordedElection machine =
        with(ElectionConfig.lan(ElectionConfig.NEVER_LEADS), LeadershipFloor.NONE).start();
    machine.claim(WEAKER, false, LeadershipFloor.NONE);
    assertEquals(ElectionState.CONCEDING, machine.election.state());
    letTimePass(machine, 20_000, true);
    assertEquals(ElectionState.LEADER_UNKNOWN, machine.election.state());
    assertFalse(machine.effects.contains("LC"));
  }

  @Test
  void shouldNeverClaimWhileItDoesNotHearItself() {
    RecordedElection machine = with(LAN, LeadershipFloor.NONE);
    machine.election.start(machine.nowNs);
    letTimePass(machine, 20_000, false);
    assertEquals(ElectionState.LEADER_UNKNOWN, machine.election.state());
    assertFalse(machine.effects.contains("LC"));
    machine.election.onOwnEcho();
    machine.untilStateChanges();
    assertEquals(ElectionState.VOTING_OPEN, machine.election.state());
  }

  @Test
  void shouldTellALeaderThatItsEpochIsTooLowEvenWhenItMustNotLeadItself() {
    RecordedElection machine = with(ElectionConfig.lan(ElectionConfig.NEVER_LEADS), FLOOR).start();
    machine.takeEffects();
    machine.alive(WEAKER, 3);
    assertEquals(List.of("ignored: STALE_EPOCH", "notice (5, k)"), machine.takeEffects());
    machine.after(10).alive(WEAKER, 3);
    assertEquals(
        List.of("ignored: STALE_EPOCH"), machine.takeEffects(), "once in an interval is enough");
  }

  @Test
  void shouldLeadOnWhenTheHeartbeatOfABetterLeaderWasHeldBackUntilThatWasReplaced() {
    RecordedElection machine = with(LAN, FLOOR).start().untilStateChanges().untilStateChanges();
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
    machine.after(60).takeEffects();
    machine.alive(STRONGER, 5);
    assertEquals(List.of("ignored: STALE_EPOCH", "LA(6)"), machine.takeEffects());
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
    assertEquals(LeadershipFloor.of(6, SELF), machine.election.floor());
  }

  @Test
  void shouldLeadOnWhenAContestOfAnEarlierLeadershipWasHeldBack() {
    RecordedElection machine = with(LAN, FLOOR).start().untilStateChanges().untilStateChanges();
    machine.after(60).takeEffects();
    machine.claim(STRONGER, LeadershipFloor.of(5, SELF), LeadershipFloor.of(4, STRONGER));
    assertEquals(List.of("LA(6)"), machine.takeEffects());
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
    machine.alive(STRONGER, 4);
    machine.claim(STRONGER, LeadershipFloor.of(6, SELF), LeadershipFloor.of(4, STRONGER));
    assertEquals(ElectionState.CONCEDING, machine.election.state());
  }

  @Test
  void shouldContestTheLeadershipItHeardLast() {
    RecordedElection machine = with(LAN, FLOOR).start().untilStateChanges().untilStateChanges();
    machine.after(60).alive(WEAKER, 6).after(30).takeEffects();
    machine.alive(WEAKER, 7);
    assertEquals(LeadershipFloor.of(7, WEAKER), machine.lastContested);
  }

  @Test
  void shouldNotBeKeptQuietByCopiesOfOldHeartbeats() {
    RecordedElection machine = with(LAN, FLOOR).start().alive(LEADER, 5, 7);
    long heardNs = machine.nowNs;
    while (machine.election.state() == ElectionState.LEADER_KNOWN) {
      machine.after(10).alive(LEADER, 5, 7);
      machine.election.onTimer(machine.nowNs);
    }
    assertEquals(350, (machine.nowNs - heardNs) / MS);
  }

  @Test
  void shouldNotBeDeafToItsLeaderAfterANumberFarAhead() {
    RecordedElection machine = with(LAN, FLOOR).start().alive(LEADER, 5).takeAll();
    machine.farAhead(LEADER, 5).alive(LEADER, 5, Long.MAX_VALUE);
    assertEquals(Collections.nCopies(2, "ignored: NUMBER_TOO_FAR"), machine.takeEffects());
    for (int i = 0; i < 20; i++) {
      machine.after(100).alive(LEADER, 5);
      machine.election.onTimer(machine.nowNs);
    }
    assertEquals(ElectionState.LEADER_KNOWN, machine.election.state());
    long heardNs = machine.nowNs;
    machine.untilStateChanges();
    assertEquals(350, (machine.nowNs - heardNs) / MS);
  }

  /** A forged number that came first, before the leader's own, is corrected by its silence. */
  @Test
  void shouldTakeTheTrueNumbersOnceTheLeaderOfAForgedOneIsSilent() {
    RecordedElection machine = with(LAN, FLOOR).start().alive(LEADER, 5, Long.MAX_VALUE);
    long forgedNs = machine.nowNs;
    boolean lost = false;
    while (!lost || machine.election.state() != ElectionState.LEADER_KNOWN) {
      machine.after(60).alive(LEADER, 5);
      machine.election.onTimer(machine.nowNs);
      lost |= machine.election.state() == ElectionState.LEADER_UNKNOWN;
    }
    assertTrue(machine.nowNs - forgedNs < 500 * MS);
    assertEquals(FLOOR, machine.election.floor());
  }

  /** Its clock stood still with it, as in a machine that was suspended: numbers jump in no time. */
  @Test
  void shouldComeBackToItsLeaderAfterASleepThatNoClockTells() {
    RecordedElection machine = with(ElectionConfig.lan(50), FLOOR).start().alive(LEADER, 5, 7);
    long sequence = 1_000_000;
    long wokenNs = machine.nowNs;
    boolean lost = false;
    while (!lost || machine.election.state() != ElectionState.LEADER_KNOWN) {
      machine.after(60).alive(LEADER, 5, ++sequence);
      machine.election.onTimer(machine.nowNs);
      lost |= machine.election.state() == ElectionState.LEADER_UNKNOWN;
    }
    assertTrue(machine.nowNs - wokenNs < 500 * MS);
    assertEquals(FLOOR, machine.election.floor());
  }

  @Test
  void shouldSuspectALeaderLaterWhenHeartbeatsAreBeingLost() {
    RecordedElection machine = with(LAN, FLOOR).start();
    int sequence = 0;
    for (int i = 0; i < 600; i++) {
      machine.after(100);
      sequence++;
      if (i % 5 != 0) {
        machine.alive(LEADER, 5, sequence);
      }
    }
    assertTrue(Math.abs(machine.election.heartbeatLossPermille() - 200) < 60);
    long lastNs = machine.nowNs;
    machine.untilStateChanges();
    long waitedMs = (machine.nowNs - lastNs) / MS;
    assertTrue(waitedMs >= 750 && waitedMs <= 1_250, "waited " + waitedMs + " ms");
  }

  @Test
  void shouldAllowALeaderWithASlowerProfileItsOwnInterval() {
    RecordedElection machine = with(LAN, FLOOR).start();
    machine.election.onLeaderAlive(new LeaderAlive(LEADER, 5, 70, 1, 500 * MS), machine.nowNs);
    long heardNs = machine.nowNs;
    machine.untilStateChanges();
    assertEquals(1_750, (machine.nowNs - heardNs) / MS, "three and a half of its intervals");
  }

  @Test
  void shouldAnswerClaimsAtALimitedRate() {
    RecordedElection machine = with(LAN, FLOOR).start().untilStateChanges();
    machine.takeEffects();
    for (int i = 0; i < 100; i++) {
      machine.nowNs += MS;
      machine.claim(WEAKER, false, LeadershipFloor.NONE);
    }
    assertEquals(4, machine.takeEffects().size(), "one answer in 25 ms, for 100 ms");
  }

  @Test
  void shouldAnswerAsLeaderAtALimitedRate() {
    RecordedElection machine = leading();
    machine.takeEffects();
    for (int i = 0; i < 20; i++) {
      machine.nowNs += MS;
      machine.claim(STRONGER, false, LeadershipFloor.NONE);
    }
    assertTrue(machine.takeEffects().size() <= 1);
  }

  @Test
  void shouldMakeItsFloorDurableBeforeItSaysThatItLeads() {
    RecordedElection machine = with(LAN, FLOOR).start().untilStateChanges();
    machine.takeEffects();
    machine.untilStateChanges();
    List<String> effects = machine.takeEffects();
    assertEquals(List.of("floor (6, m)", "LA(6)"), effects);
  }

  @Test
  void shouldCountAboveEveryEpochItHasSeen() {
    RecordedElection machine = with(LAN, FLOOR).start();
    machine.resign(STRONGER, 41);
    machine.untilStateChanges();
    machine.untilStateChanges();
    assertEquals(42, machine.election.floor().epoch());
  }

  @Test
  void shouldNotGiveWayToABetterServerThatMissedItsHeartbeats() {
    RecordedElection machine = leading();
    machine.claim(STRONGER, false, LeadershipFloor.NONE);
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
  }

  @Test
  void shouldGiveWayToABetterServerWhenPreemptionIsConfiguredAndNothingRuns() {
    RecordedElection busy = with(preemptive(50), LeadershipFloor.NONE).start();
    busy.untilStateChanges().untilStateChanges();
    busy.election.onBusy(true);
    busy.claim(STRONGER, false, LeadershipFloor.NONE);
    assertEquals(ElectionState.LEADER_IS_ME, busy.election.state());
    busy.election.onBusy(false);
    busy.claim(STRONGER, false, LeadershipFloor.NONE);
    assertEquals(ElectionState.CONCEDING, busy.election.state());
  }

  @Test
  void shouldClaimUnderAWeakerLeaderWhenPreemptionIsConfigured() {
    RecordedElection machine = with(preemptive(50), LeadershipFloor.NONE).start();
    machine.alive(WEAKER, 7);
    long followedNs = machine.nowNs;
    while (machine.election.state() == ElectionState.LEADER_KNOWN) {
      machine.after(50).alive(WEAKER, 7);
      machine.election.onTimer(machine.nowNs);
    }
    assertEquals(ElectionState.VOTING_OPEN, machine.election.state());
    assertEquals(5_000, (machine.nowNs - followedNs) / MS);
  }

  @Test
  void shouldNotClaimUnderALeaderThatIsOnlyALittleWeaker() {
    RecordedElection machine = with(preemptive(50), LeadershipFloor.NONE).start();
    for (int i = 0; i < 200; i++) {
      machine.after(50);
      machine.election.onLeaderAlive(
          new LeaderAlive(LEADER, 7, 41, i + 1, 100 * MS), machine.nowNs);
      machine.election.onTimer(machine.nowNs);
    }
    assertEquals(ElectionState.LEADER_KNOWN, machine.election.state());
  }

  @Test
  void shouldLetAnAssignedLeaderTakeOverFromWhoeverIsNotAssigned() {
    assertTrue(Candidacy.deposes(100, 99));
    assertFalse(Candidacy.deposes(100, 100));
    assertFalse(Candidacy.deposes(99, 90));
    assertTrue(Candidacy.deposes(99, 89));
  }

  @Test
  void shouldKeepItsBidUntilTheVoteIsOver() {
    RecordedElection machine = with(LAN, FLOOR).start().untilStateChanges();
    machine.priority(80);
    assertEquals(50, machine.election.priority(), "others judge by the bid they heard");
    machine.claim(LEADER, false, FLOOR);
    assertEquals(ElectionState.CONCEDING, machine.election.state());
    machine.alive(LEADER, 6);
    assertEquals(80, machine.election.priority());
  }

  @Test
  void shouldResignAndClaimNothingOnceItMustNotLead() {
    RecordedElection machine = leading();
    machine.takeEffects();
    machine.priority(ElectionConfig.NEVER_LEADS);
    assertEquals(List.of("Resign(5)"), machine.takeEffects());
    letTimePass(machine, 20_000, true);
    assertEquals(ElectionState.LEADER_UNKNOWN, machine.election.state());
    assertFalse(machine.effects.contains("LC"));
  }

  @Test
  void shouldTolerateLatenessThatNobodyElseNoticed() {
    RecordedElection machine = leading();
    machine.nowNs = machine.election.nextDeadlineNs() + 200 * MS;
    machine.election.onTimer(machine.nowNs);
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
  }

  private static RecordedElection with(ElectionConfig config, LeadershipFloor floor) {
    return new RecordedElection(config, floor, () -> 0L);
  }

  private static RecordedElection leading() {
    return with(LAN, LeadershipFloor.of(4, LEADER))
        .start()
        .untilStateChanges()
        .untilStateChanges()
        .after(60);
  }

  private static ElectionConfig preemptive(int priority) {
    ElectionConfig lan = ElectionConfig.lan(priority);
    return new ElectionConfig(
        priority,
        lan.leaderAliveIntervalNs(),
        lan.leaderDeadAfterNs(),
        lan.claimDelayMinNs(),
        lan.claimDelayMaxNs(),
        lan.deposedClaimDelayNs(),
        lan.deposedMemoryNs(),
        lan.votingWindowNs(),
        lan.concedeTimeoutNs(),
        lan.selfCheckIntervalNs(),
        true);
  }

  private static void letTimePass(RecordedElection machine, long ms, boolean hearing) {
    long untilNs = machine.nowNs + ms * MS;
    while (machine.nowNs < untilNs) {
      machine.nowNs = machine.election.nextDeadlineNs();
      machine.election.onTimer(machine.nowNs);
      if (hearing) {
        machine.election.onOwnEcho();
      }
    }
  }
}
