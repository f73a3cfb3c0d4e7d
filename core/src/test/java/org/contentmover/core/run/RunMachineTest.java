package org.contentmover.core.run;

import static org.contentmover.core.run.RunFixture.BOSTON_1;
import static org.contentmover.core.run.RunFixture.BOSTON_2;
import static org.contentmover.core.run.RunFixture.LONDON_1;
import static org.contentmover.core.run.RunFixture.LONDON_2;
import static org.contentmover.core.run.RunFixture.able;
import static org.contentmover.core.run.RunFixture.allAble;
import static org.contentmover.core.run.RunFixture.committed;
import static org.contentmover.core.run.RunFixture.distributing;
import static org.contentmover.core.run.RunFixture.down;
import static org.contentmover.core.run.RunFixture.reported;
import static org.contentmover.core.run.RunFixture.staged;
import static org.contentmover.core.run.RunFixture.survey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.run.RunEffect.Distribute;
import org.contentmover.core.run.RunEffect.MoveShadow;
import org.contentmover.core.run.RunEffect.StopPlanning;
import org.contentmover.core.run.RunEffect.TakeSurvey;
import org.junit.jupiter.api.Test;

class RunMachineTest {
  private static final RunPolicy POLICY = RunPolicy.DEFAULT;

  @Test
  void shouldWaitForTheRunThatHoldsTheSite() {
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(
                new RunEvent.Surveyed(
                    new Survey("run-1", "Run run-1 of job www", allAble().candidates())));
    assertEquals(RunPhase.WAITING, run.phase());
    assertEquals(WaitCause.CONFLICT, run.state().waitCause());
    assertEquals("run-1", run.state().blocker());
    assertEquals(
        "Waits: Run run-1 of job www needs the same site on common servers, and goes first.",
        run.state().explanation());

    run.when(
        new RunEvent.Surveyed(new Survey("run-1", "Run run-1 of job www", allAble().candidates())));
    assertEquals(List.of(), run.effects(), "the same news is told once");

    run.when(new RunEvent.Ticked());
    assertEquals(List.of(new TakeSurvey()), run.effects());
    run.when(new RunEvent.Surveyed(allAble()));
    assertEquals(RunPhase.PLANNING, run.phase());
  }

  @Test
  void shouldFailOnConflictWhenThePolicySaysSo() {
    RunPolicy impatient =
        new RunPolicy(
            RunKind.PUBLISH,
            Quorum.DEFAULT,
            Reaction.FAIL,
            Reaction.FAIL,
            1_000,
            1_000,
            1_000,
            1_000,
            1_000,
            RunPolicy.AT_ONCE);
    RunFixture run =
        new RunFixture(impatient)
            .when(new RunEvent.Started())
            .when(
                new RunEvent.Surveyed(
                    new Survey("run-1", "Run run-1 of job www", allAble().candidates())));
    assertEquals(RunPhase.FAILED, run.phase());
  }

  @Test
  void shouldWaitUntilTheQuorumIsAble() {
    Candidate off = Candidate.unable(BOSTON_2, "is down");
    Candidate offToo = Candidate.unable(LONDON_2, "is down");
    Candidate third = Candidate.unable(LONDON_1, "is down");
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(survey(able(BOSTON_1), off, third, offToo)));
    assertEquals(WaitCause.QUORUM, run.state().waitCause());
    assertTrue(run.state().explanation().contains("boston-2 is down"), run.state().explanation());

    run.when(new RunEvent.Surveyed(survey(able(BOSTON_1), off, able(LONDON_1), offToo)));
    assertEquals(RunPhase.PLANNING, run.phase());
  }

  @Test
  void shouldSayThatAnEmptyGroupHasNoServers() {
    RunFixture run =
        new RunFixture(POLICY).when(new RunEvent.Started()).when(new RunEvent.Surveyed(survey()));
    assertEquals(WaitCause.QUORUM, run.state().waitCause());
    assertTrue(run.state().explanation().contains("no server belongs"));
  }

  @Test
  void shouldFailWhenItsPatienceIsOver() {
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(survey()))
            .after(POLICY.patienceMillis())
            .when(new RunEvent.Ticked());
    assertEquals(RunPhase.FAILED, run.phase());
  }

  @Test
  void shouldLeaveTheSiteToOthersWhileItWaitsForAPublisher() {
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(allAble()))
            .when(new RunEvent.AwaitsPublisher("sign it"));
    assertEquals(WaitCause.PUBLISHER, run.state().waitCause());
    assertFalse(run.phase().holdsSite());

    run.after(10 * POLICY.patienceMillis()).when(new RunEvent.Ticked());
    assertEquals(RunPhase.WAITING, run.phase(), "as long as it takes");
    run.when(new RunEvent.PublisherSigned())
        .when(
            new RunEvent.Surveyed(
                new Survey("run-1", "Run run-1 of job www", allAble().candidates())));
    assertEquals(WaitCause.CONFLICT, run.state().waitCause(), "its patience begins anew");
    run.when(new RunEvent.Surveyed(allAble()));
    assertEquals(RunPhase.PLANNING, run.phase());
  }

  @Test
  void shouldNotHoldOthersForAPublisherLongerThanItsPatience() {
    RunFixture run =
        new RunFixture(POLICY.committingAt(RunPolicy.TOGETHER))
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(allAble()))
            .after(10 * POLICY.patienceMillis())
            .when(new RunEvent.AwaitsPublisher("sign it"))
            .after(POLICY.patienceMillis() - 1)
            .when(new RunEvent.AwaitsPublisher("sign it"));
    assertEquals(WaitCause.PUBLISHER, run.state().waitCause(), "planning does not count");
    run.after(1).when(new RunEvent.AwaitsPublisher("sign it"));
    assertEquals(RunPhase.FAILED, run.phase());
    assertTrue(run.state().explanation().contains("sign it"), run.state().explanation());
    assertEquals(new RunEffect.StopPlanning(), run.effects().get(0));
  }

  @Test
  void shouldSucceedWithNothingToDo() {
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(allAble()))
            .when(new RunEvent.NothingToDo());
    assertEquals(RunPhase.SUCCEEDED, run.phase());
    assertTrue(run.state().explanation().startsWith("Nothing to do"));
  }

  @Test
  void shouldFailWhenNothingIsThereToBeRemoved() {
    RunFixture run =
        new RunFixture(POLICY.of(RunKind.REMOVE))
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(allAble()))
            .when(new RunEvent.NothingToDo());
    assertEquals(RunPhase.FAILED, run.phase());
    assertTrue(run.state().explanation().startsWith("Nothing was removed"));
  }

  @Test
  void shouldFixParticipantsWhenReservingAndNameTheOthers() {
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(allAble()))
            .when(new RunEvent.Planned(4, 1_000))
            .when(
                new RunEvent.Surveyed(
                    survey(
                        able(LONDON_1),
                        Candidate.unable(BOSTON_2, "is down"),
                        Candidate.able(LONDON_2, 999),
                        able(BOSTON_1))));
    assertEquals(RunPhase.DISTRIBUTING, run.phase());
    assertEquals(
        List.of(BOSTON_1, LONDON_1),
        run.state().participants().stream().map(Participant::server).toList());
    assertEquals(2, run.state().quorumNeeded(), "half of the group, not of the participants");
    assertTrue(
        run.state().notTaking().toString().contains("london-2 (has 999 bytes free and needs 1000)"),
        run.state().notTaking().toString());
    assertTrue(run.effects().contains(new Distribute(Step.STAGING, List.of(BOSTON_1, LONDON_1))));
  }

  @Test
  void shouldGoBackToWaitingWhenTheQuorumIsLostWhilePlanning() {
    RunFixture run =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(allAble()))
            .when(new RunEvent.Planned(4, 1_000))
            .when(new RunEvent.Surveyed(survey(Candidate.unable(BOSTON_1, "is down"))));
    assertEquals(RunPhase.WAITING, run.phase());
    assertEquals(0, run.state().version(), "the plan may be outdated when servers are back");
  }

  @Test
  void shouldCommitWhenAllAreStaged() {
    RunFixture run = distributing(POLICY).when(staged(BOSTON_1, BOSTON_2, LONDON_1));
    assertEquals(RunPhase.DISTRIBUTING, run.phase());
    run.when(staged(LONDON_2));
    assertEquals(RunPhase.STAGED, run.phase());
    run.when(new RunEvent.Ticked());
    assertEquals(RunPhase.COMMITTING, run.phase());
    run.when(committed(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2));
    assertEquals(List.of(new MoveShadow()), run.effects());
    run.when(new RunEvent.Finished());
    assertEquals(RunPhase.SUCCEEDED, run.phase());
    assertEquals(new RunCounts(4, 4, 0, 0), run.state().counts());
  }

  @Test
  void shouldEndPartialNamingTheServerThatDied() {
    RunFixture run =
        distributing(POLICY)
            .when(staged(BOSTON_2, LONDON_1, LONDON_2))
            .when(down(BOSTON_1))
            .after(POLICY.missingAfterMillis() - 1)
            .when(new RunEvent.Ticked());
    assertEquals(RunPhase.DISTRIBUTING, run.phase());
    run.after(1).when(new RunEvent.Ticked());
    assertEquals(RunPhase.STAGED, run.phase());
    run.when(new RunEvent.Ticked())
        .when(committed(BOSTON_2, LONDON_1, LONDON_2))
        .when(new RunEvent.Finished());
    assertEquals(RunPhase.PARTIAL, run.phase());
    assertTrue(run.state().explanation().contains("boston-1 is missing: server is down"));
  }

  @Test
  void shouldSucceedWhenTheDeadServerComesBackInTime() {
    RunFixture run =
        distributing(POLICY)
            .when(staged(BOSTON_2, LONDON_1, LONDON_2))
            .when(down(BOSTON_1))
            .after(POLICY.missingAfterMillis() - 1)
            .when(down())
            .after(POLICY.missingAfterMillis())
            .when(new RunEvent.Ticked());
    assertEquals(RunPhase.DISTRIBUTING, run.phase(), "silence counts from its last beginning");
    run.when(staged(BOSTON_1));
    assertEquals(RunPhase.STAGED, run.phase());
  }

  @Test
  void shouldTakeBackAMissingServerThatStagesWhileOthersStillWork() {
    RunFixture run =
        distributing(POLICY)
            .when(reported(Step.STAGING, Standing.MISSING, BOSTON_1))
            .after(POLICY.missingAfterMillis())
            .when(new RunEvent.Ticked());
    assertEquals(new RunCounts(4, 0, 1, 3), run.state().counts());
    run.when(staged(BOSTON_1));
    assertEquals(new RunCounts(4, 1, 0, 3), run.state().counts());
  }

  @Test
  void shouldAbortWhenTheQuorumCannotBeStagedAnyMore() {
    RunFixture run =
        distributing(POLICY)
            .when(reported(Step.STAGING, Standing.FAILED, BOSTON_1, BOSTON_2, LONDON_1));
    assertEquals(RunPhase.ABORTING, run.phase());
    assertTrue(run.state().explanation().contains("boston-1 failed: disk full"));
    run.when(reported(Step.ABORTING, Standing.ABORTED, LONDON_2));
    assertEquals(RunPhase.FAILED, run.phase());
  }

  @Test
  void shouldMissWhoDoesNotReportByTheDeadline() {
    RunFixture run =
        distributing(POLICY)
            .when(staged(BOSTON_1, BOSTON_2))
            .after(POLICY.stagingMillis())
            .when(new RunEvent.Ticked());
    assertEquals(RunPhase.STAGED, run.phase());
    assertEquals(2, run.state().with(Standing.MISSING).size());
  }

  @Test
  void shouldAbortInEveryPhaseBeforeCommit() {
    RunEvent abort = new RunEvent.AbortRequested("user ann");
    assertEquals(RunPhase.ABORTED, new RunFixture(POLICY).when(abort).phase());
    RunFixture planning =
        new RunFixture(POLICY).when(new RunEvent.Started()).when(new RunEvent.Surveyed(allAble()));
    planning.when(abort);
    assertEquals(RunPhase.ABORTED, planning.phase());
    assertTrue(planning.effects().contains(new StopPlanning()));

    RunFixture stagedRun =
        distributing(POLICY).when(staged(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2)).when(abort);
    assertEquals(RunPhase.ABORTING, stagedRun.phase());
    stagedRun.when(
        reported(Step.ABORTING, Standing.ABORTED, BOSTON_1, BOSTON_2, LONDON_1, LONDON_2));
    assertEquals(RunPhase.ABORTED, stagedRun.phase());
    assertTrue(stagedRun.state().explanation().contains("user ann"));
  }

  @Test
  void shouldNotAbortOnceCommitIsOrdered() {
    RunFixture run =
        distributing(POLICY)
            .when(staged(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2))
            .when(new RunEvent.Ticked())
            .when(new RunEvent.AbortRequested("user ann"));
    assertEquals(RunPhase.COMMITTING, run.phase());
  }

  @Test
  void shouldMoveTheShadowWhenAServerMayHaveSwitched() {
    RunFixture run =
        distributing(POLICY)
            .when(staged(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2))
            .when(new RunEvent.Ticked())
            .when(reported(Step.COMMITTING, Standing.FAILED, BOSTON_1, BOSTON_2, LONDON_1))
            .after(POLICY.committingMillis())
            .when(new RunEvent.Ticked());
    assertEquals(RunPhase.FINISHING, run.phase());
  }

  @Test
  void shouldKeepTheShadowWhenEveryServerSaysItDidNotSwitch() {
    RunFixture run =
        distributing(POLICY)
            .when(staged(BOSTON_1, BOSTON_2, LONDON_1))
            .when(down(LONDON_2))
            .after(POLICY.missingAfterMillis())
            .when(new RunEvent.Ticked())
            .when(new RunEvent.Ticked())
            .when(reported(Step.COMMITTING, Standing.FAILED, BOSTON_1, BOSTON_2, LONDON_1));
    assertEquals(RunPhase.FAILED, run.phase());
  }

  @Test
  void shouldIgnoreReportsOfAnotherStep() {
    RunFixture run = distributing(POLICY).when(committed(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2));
    assertEquals(RunPhase.DISTRIBUTING, run.phase());
    assertEquals(new RunCounts(4, 0, 0, 4), run.state().counts());
  }

  @Test
  void shouldHoldWhatIsStagedUntilItsTime() {
    RunFixture run = held(1_003_000);
    assertEquals(RunPhase.STAGED, run.phase());
    assertTrue(run.state().explanation().contains("1970-01-01T00:16:43Z"), run.transcript());
    run.after(2_999).when(new RunEvent.Ticked());
    assertEquals(RunPhase.STAGED, run.phase());
    run.after(1).when(new RunEvent.Ticked());
    assertEquals(RunPhase.COMMITTING, run.phase());
  }

  @Test
  void shouldHoldWhatIsStagedUntilSomebodySaysSo() {
    RunFixture run = held(RunPolicy.ON_ORDER).after(86_400_000).when(new RunEvent.Ticked());
    assertEquals(RunPhase.STAGED, run.phase());
    run.when(new RunEvent.CommitOrdered("user ann", 0));
    assertEquals(RunPhase.COMMITTING, run.phase());
    assertTrue(run.transcript().contains("Made live by user ann"), run.transcript());
  }

  @Test
  void shouldTakeAnotherTimeForWhatIsStaged() {
    RunFixture run =
        held(RunPolicy.ON_ORDER).when(new RunEvent.CommitOrdered("user ann", 1_005_000));
    assertEquals(RunPhase.STAGED, run.phase());
    run.after(5_000).when(new RunEvent.Ticked());
    assertEquals(RunPhase.COMMITTING, run.phase());
  }

  private static RunFixture held(long commitAtMillis) {
    return distributing(POLICY.committingAt(commitAtMillis))
        .when(staged(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2))
        .when(new RunEvent.Ticked());
  }
}
