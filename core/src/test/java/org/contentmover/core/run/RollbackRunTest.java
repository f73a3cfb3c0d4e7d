package org.contentmover.core.run;

import static org.contentmover.core.run.RunFixture.BOSTON_1;
import static org.contentmover.core.run.RunFixture.BOSTON_2;
import static org.contentmover.core.run.RunFixture.able;
import static org.contentmover.core.run.RunFixture.committed;
import static org.contentmover.core.run.RunFixture.reported;
import static org.contentmover.core.run.RunFixture.survey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.run.RunEffect.Distribute;
import org.contentmover.core.run.RunEffect.MoveShadow;
import org.junit.jupiter.api.Test;

/** The way of a rollback (VC-7): no staging, everybody at once, nobody waited for. */
class RollbackRunTest {
  private static final RunPolicy POLICY = RunPolicy.atOnce(RunKind.ROLLBACK, RunPolicy.DEFAULT);
  private static final Survey BOTH = survey(able(BOSTON_1), able(BOSTON_2));

  private static RunFixture ordered(Survey survey) {
    return new RunFixture(POLICY)
        .when(new RunEvent.Started())
        .when(new RunEvent.Surveyed(survey))
        .when(new RunEvent.Planned(1, 0))
        .when(new RunEvent.Surveyed(survey));
  }

  @Test
  void shouldTellAllServersToSwitchAtOnce() {
    RunFixture run = ordered(BOTH);
    assertEquals(RunPhase.COMMITTING, run.phase());
    assertTrue(
        run.effects().contains(new Distribute(Step.COMMITTING, List.of(BOSTON_1, BOSTON_2))),
        run.effects().toString());
    assertEquals(new RunCounts(2, 0, 0, 2), run.state().counts());

    run.when(committed(BOSTON_1, BOSTON_2));
    assertEquals(List.of(new MoveShadow()), run.effects());
    run.when(new RunEvent.Finished());
    assertEquals(RunPhase.SUCCEEDED, run.phase());
    assertEquals("Version 1 is live on 2 of 2 servers.", run.state().explanation());
  }

  @Test
  void shouldGoOnWithoutServersThatAreAway() {
    RunFixture run =
        ordered(survey(able(BOSTON_1), Candidate.unable(BOSTON_2, "is down")))
            .when(committed(BOSTON_1))
            .when(new RunEvent.Finished());
    assertEquals(RunPhase.SUCCEEDED, run.phase());
    assertTrue(run.state().explanation().contains("boston-2 (is down)"), run.state().explanation());
  }

  @Test
  void shouldNameWhoHasNoBackup() {
    RunFixture run =
        ordered(BOTH)
            .when(reported(Step.COMMITTING, Standing.FAILED, BOSTON_2))
            .when(committed(BOSTON_1))
            .when(new RunEvent.Finished());
    assertEquals(RunPhase.PARTIAL, run.phase());
    assertTrue(run.state().explanation().contains("boston-2 failed"), run.state().explanation());
  }

  @Test
  void shouldWaitNeitherForARunNorForServers() {
    RunFixture blocked =
        new RunFixture(POLICY)
            .when(new RunEvent.Started())
            .when(
                new RunEvent.Surveyed(
                    new Survey("run-7", "Run run-7 of job www", BOTH.candidates())));
    assertEquals(RunPhase.FAILED, blocked.phase());
    assertTrue(blocked.state().explanation().contains("run-7"), blocked.state().explanation());
  }

  @Test
  void shouldBeInForceWhenNoServerIsUp() {
    RunFixture run =
        ordered(
            survey(Candidate.unable(BOSTON_1, "is down"), Candidate.unable(BOSTON_2, "is down")));
    assertEquals(RunPhase.FINISHING, run.phase());
    assertTrue(run.effects().contains(new MoveShadow()), run.effects().toString());
    run.when(new RunEvent.Finished());
    assertEquals(RunPhase.PARTIAL, run.phase());
    assertTrue(run.state().explanation().contains("boston-2 (is down)"), run.state().explanation());
  }

  @Test
  void shouldBeInForceWhenNoServerHasABackup() {
    RunFixture run =
        ordered(BOTH).when(reported(Step.COMMITTING, Standing.FAILED, BOSTON_1, BOSTON_2));
    assertEquals(List.of(new MoveShadow()), run.effects());
    run.when(new RunEvent.Finished());
    assertEquals(RunPhase.PARTIAL, run.phase());
    assertTrue(run.state().explanation().contains("boston-1 failed"), run.state().explanation());
  }

  @Test
  void shouldNotBeAbortedOnceItIsOrdered() {
    RunFixture run = ordered(BOTH).when(new RunEvent.AbortRequested("user ann"));
    assertEquals(RunPhase.COMMITTING, run.phase());
    assertFalse(RunPhase.COMMITTING.isAbortable());
  }
}
