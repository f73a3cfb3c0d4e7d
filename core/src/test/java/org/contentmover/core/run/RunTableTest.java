package org.contentmover.core.run;

import static org.contentmover.core.run.RunFixture.BOSTON_1;
import static org.contentmover.core.run.RunFixture.BOSTON_2;

import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.core.testing.DocumentedTable;
import org.contentmover.core.testing.StateTable;
import org.junit.jupiter.api.Test;

/** Every phase × every event, against the table people read. */
class RunTableTest {
  private static final long NOW = 1_000;

  @Test
  void shouldBeTheTableInTheDocumentation() throws IOException {
    new DocumentedTable("run.md", "phases", RunTableTest.class)
        .shouldBe(StateTable.of(states(), events(), RunTableTest::cell));
  }

  @Test
  void shouldBeTheTableOfRollbacksInTheDocumentation() throws IOException {
    new DocumentedTable("run.md", "phases of a rollback", RunTableTest.class)
        .shouldBe(StateTable.of(statesOfRollback(), events(), RunTableTest::cell));
  }

  @Test
  void shouldBeTheTableOfAWaitForAPublisherInTheDocumentation() throws IOException {
    RunState state = RunState.idle(RunPolicy.DEFAULT);
    for (RunEvent event :
        List.of(
            new RunEvent.Started(),
            new RunEvent.Surveyed(
                RunFixture.survey(RunFixture.able(BOSTON_1), RunFixture.able(BOSTON_2))),
            new RunEvent.AwaitsPublisher("sign it"))) {
      state = RunMachine.step(state, event, NOW).state();
    }
    Map<String, RunEvent> all = events();
    all.put("AwaitsPublisher: another tree", new RunEvent.AwaitsPublisher("sign that"));
    new DocumentedTable("run.md", "wait for a publisher", RunTableTest.class)
        .shouldBe(StateTable.of(Map.of(state.phase(), state), all, RunTableTest::cell));
  }

  private static String cell(RunState state, RunEvent event) {
    RunStep step = RunMachine.step(state, event, NOW);
    String effects =
        step.effects().stream()
            .filter(effect -> !(effect instanceof RunEffect.Tell))
            .map(RunTableTest::name)
            .collect(Collectors.joining(", "));
    boolean same = step.state().phase() == state.phase();
    String phase =
        same ? (step.state().equals(state) ? "." : "noted") : step.state().phase().name();
    return effects.isEmpty() ? phase : phase + " [" + effects + "]";
  }

  private static String name(RunEffect effect) {
    return effect instanceof RunEffect.Distribute order
        ? "Distribute " + order.step()
        : effect.getClass().getSimpleName();
  }

  private static Map<String, RunEvent> events() {
    Survey able = RunFixture.survey(RunFixture.able(BOSTON_1), RunFixture.able(BOSTON_2));
    Map<String, RunEvent> events = new LinkedHashMap<>();
    events.put("Started", new RunEvent.Started());
    events.put("Surveyed: all able", new RunEvent.Surveyed(able));
    events.put(
        "Surveyed: blocked",
        new RunEvent.Surveyed(new Survey("run-1", "Run run-1 of job www", able.candidates())));
    events.put("Surveyed: nobody able", new RunEvent.Surveyed(RunFixture.survey()));
    events.put("Planned", new RunEvent.Planned(2, 10));
    events.put("NothingToDo", new RunEvent.NothingToDo());
    events.put("AwaitsPublisher", new RunEvent.AwaitsPublisher("sign it"));
    events.put("PublisherSigned", new RunEvent.PublisherSigned());
    events.put("PlanningFailed", new RunEvent.PlanningFailed("unreadable"));
    for (Step step : Step.values()) {
      Standing goal =
          step == Step.STAGING
              ? Standing.STAGED
              : step == Step.COMMITTING ? Standing.COMMITTED : Standing.ABORTED;
      events.put(
          "Reported " + step + ": all did", RunFixture.reported(step, goal, BOSTON_1, BOSTON_2));
      events.put(
          "Reported " + step + ": all failed",
          RunFixture.reported(step, Standing.FAILED, BOSTON_1, BOSTON_2));
    }
    events.put("Observed: one down", new RunEvent.Observed(Set.of(BOSTON_1)));
    events.put("Finished", new RunEvent.Finished());
    events.put("AbortRequested", new RunEvent.AbortRequested("ann"));
    events.put("CommitOrdered: now", new RunEvent.CommitOrdered("ann", 0));
    events.put("CommitOrdered: later", new RunEvent.CommitOrdered("ann", NOW + 1));
    events.put("Ticked", new RunEvent.Ticked());
    return events;
  }

  private static Map<RunPhase, RunState> statesOfRollback() {
    Map<RunPhase, RunState> states = new EnumMap<>(RunPhase.class);
    Survey able = RunFixture.survey(RunFixture.able(BOSTON_1), RunFixture.able(BOSTON_2));
    RunState state = RunState.idle(RunPolicy.atOnce(RunKind.ROLLBACK, RunPolicy.DEFAULT));
    for (RunEvent event :
        List.of(
            new RunEvent.Started(),
            new RunEvent.Surveyed(able),
            new RunEvent.Planned(1, 0),
            new RunEvent.Surveyed(able),
            RunFixture.committed(BOSTON_1, BOSTON_2))) {
      states.put(state.phase(), state);
      state = RunMachine.step(state, event, NOW).state();
    }
    states.put(state.phase(), state);
    return states;
  }

  /** One typical state of each phase up to the end. */
  private static Map<RunPhase, RunState> states() {
    Map<RunPhase, RunState> states = new EnumMap<>(RunPhase.class);
    Survey able = RunFixture.survey(RunFixture.able(BOSTON_1), RunFixture.able(BOSTON_2));
    RunState state = RunState.idle(RunPolicy.DEFAULT);
    for (RunEvent event :
        List.of(
            new RunEvent.Started(),
            new RunEvent.Surveyed(able),
            new RunEvent.Planned(2, 10),
            new RunEvent.Surveyed(able),
            RunFixture.staged(BOSTON_1, BOSTON_2),
            new RunEvent.Ticked(),
            RunFixture.committed(BOSTON_1, BOSTON_2))) {
      states.put(state.phase(), state);
      state = RunMachine.step(state, event, NOW).state();
    }
    states.put(state.phase(), state);
    RunState distributing = states.get(RunPhase.DISTRIBUTING);
    RunState aborting =
        RunMachine.step(distributing, new RunEvent.AbortRequested("ann"), NOW).state();
    states.put(aborting.phase(), aborting);
    return states;
  }
}
