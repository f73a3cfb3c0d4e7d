package org.contentmover.ccm.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import org.contentmover.core.run.RunPhase;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void shouldShowWhereARunIs() {
    assertEquals(
        "Plan:CURRENT Reserve:OPEN Distribute:OPEN Commit:OPEN Finish:OPEN", of("WAITING"));
    assertEquals(
        "Plan:CURRENT Reserve:OPEN Distribute:OPEN Commit:OPEN Finish:OPEN", of("PLANNING"));
    assertEquals(
        "Plan:DONE Reserve:DONE Distribute:CURRENT Commit:OPEN Finish:OPEN",
        of("DISTRIBUTING", "PLANNING", "RESERVING"));
    assertEquals("Plan:DONE Reserve:DONE Distribute:DONE Commit:CURRENT Finish:OPEN", of("STAGED"));
    assertEquals(
        "Plan:DONE Reserve:DONE Distribute:DONE Commit:DONE Finish:CURRENT", of("FINISHING"));
  }

  @Test
  void shouldShowARunThatWaitsAgainAtTheStepItHadReached() {
    assertEquals(
        "Plan:DONE Reserve:CURRENT Distribute:OPEN Commit:OPEN Finish:OPEN",
        of("WAITING", "PLANNING", "RESERVING", "WAITING"));
  }

  @Test
  void shouldShowWhereARunBroke() {
    assertEquals(
        "Plan:DONE Reserve:DONE Distribute:BROKEN Commit:OPEN Finish:OPEN",
        of("FAILED", "PLANNING", "RESERVING", "DISTRIBUTING", "FAILED"));
    assertEquals(
        "Plan:DONE Reserve:DONE Distribute:BROKEN Commit:OPEN Finish:OPEN",
        of("ABORTING", "DISTRIBUTING"));
    assertEquals("Plan:BROKEN Reserve:OPEN Distribute:OPEN Commit:OPEN Finish:OPEN", of("ABORTED"));
  }

  @Test
  void shouldShowEveryStepOfARunThatEndedWell() {
    String done = "Plan:DONE Reserve:DONE Distribute:DONE Commit:DONE Finish:DONE";

    assertEquals(done, of("SUCCEEDED"));
    assertEquals(done, of("PARTIAL"));
  }

  @Test
  void shouldKnowEveryPhaseOfARun() {
    for (RunPhase phase : RunPhase.values()) {
      assertEquals(5, Timeline.of(Farm.run(phase.name(), phase.isTerminal(), List.of())).size());
    }
  }

  private static String of(String phase, String... history) {
    boolean ended = RunPhase.valueOf(phase).isTerminal();
    return Timeline.of(Farm.run(phase, ended, List.of(history))).stream()
        .map(step -> step.name() + ":" + step.state())
        .collect(Collectors.joining(" "));
  }
}
