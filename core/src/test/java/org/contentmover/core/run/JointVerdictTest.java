package org.contentmover.core.run;

import static org.contentmover.core.run.JointVerdict.GIVE_UP;
import static org.contentmover.core.run.JointVerdict.GO_LIVE;
import static org.contentmover.core.run.JointVerdict.WAIT;
import static org.contentmover.core.run.RunPhase.ABORTED;
import static org.contentmover.core.run.RunPhase.ABORTING;
import static org.contentmover.core.run.RunPhase.COMMITTING;
import static org.contentmover.core.run.RunPhase.FAILED;
import static org.contentmover.core.run.RunPhase.PARTIAL;
import static org.contentmover.core.run.RunPhase.STAGED;
import static org.contentmover.core.run.RunPhase.SUCCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JointVerdictTest {
  @ParameterizedTest
  @EnumSource(RunPhase.class)
  void shouldWaitAsLongAsOneHasNotStaged(RunPhase phase) {
    boolean before = phase.compareTo(STAGED) < 0;
    JointVerdict verdict = JointVerdict.of(List.of(STAGED, phase, STAGED));
    assertEquals(before, verdict == WAIT, phase + ": " + verdict);
  }

  @ParameterizedTest
  @EnumSource(RunPhase.class)
  void shouldGiveUpWithTheFirstThatComesToNothing(RunPhase phase) {
    for (RunPhase end : List.of(ABORTING, ABORTED, FAILED)) {
      assertEquals(GIVE_UP, JointVerdict.of(List.of(phase, end)));
      assertEquals(GIVE_UP, JointVerdict.of(List.of(end, phase)));
    }
  }

  @Test
  void shouldGoLiveWhenAllHaveStagedThatHaveSomethingToPublish() {
    assertEquals(GO_LIVE, JointVerdict.of(List.of(STAGED, STAGED)));
    assertEquals(GO_LIVE, JointVerdict.of(List.of(SUCCEEDED, STAGED)));
    assertEquals(WAIT, JointVerdict.of(List.of(SUCCEEDED, SUCCEEDED)));
    assertEquals(WAIT, JointVerdict.of(List.of(COMMITTING, PARTIAL)));
    assertEquals(WAIT, JointVerdict.of(List.of()));
  }
}
