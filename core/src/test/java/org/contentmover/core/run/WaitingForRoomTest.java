package org.contentmover.core.run;

import static org.contentmover.core.run.RunFixture.BOSTON_1;
import static org.contentmover.core.run.RunFixture.allAble;
import static org.contentmover.core.run.RunFixture.survey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Servers have too little room for what was planned (CM-6, CM-7). */
class WaitingForRoomTest {
  private static final Survey FULL = survey(Candidate.able(BOSTON_1, 999));

  private final RunFixture run =
      new RunFixture(RunPolicy.DEFAULT)
          .when(new RunEvent.Started())
          .when(new RunEvent.Surveyed(allAble()))
          .when(new RunEvent.Planned(4, 1_000))
          .when(new RunEvent.Surveyed(FULL));

  @Test
  void shouldWaitUntilThereIsRoomForWhatWasPlanned() {
    run.after(RunState.PLANNED_AGAIN_MILLIS - 1).when(new RunEvent.Surveyed(FULL));
    assertEquals(RunPhase.WAITING, run.phase());
    assertTrue(run.state().explanation().contains("needs 1000"), run.state().explanation());
    run.when(new RunEvent.Surveyed(allAble()));
    assertEquals(RunPhase.PLANNING, run.phase());
  }

  @Test
  void shouldPlanAgainAfterAWhileBecauseLessMayBeNeeded() {
    run.after(RunState.PLANNED_AGAIN_MILLIS).when(new RunEvent.Surveyed(FULL));
    assertEquals(RunPhase.PLANNING, run.phase());
  }
}
