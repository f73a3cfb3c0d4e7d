package org.contentmover.core.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.core.ids.ServerName;

/** Drives one run with readable calls and writes down what happens. */
final class RunFixture {
  static final ServerName BOSTON_1 = new ServerName("boston-1");
  static final ServerName BOSTON_2 = new ServerName("boston-2");
  static final ServerName LONDON_1 = new ServerName("london-1");
  static final ServerName LONDON_2 = new ServerName("london-2");

  private final List<String> transcript = new ArrayList<>();
  private RunState state;
  private List<RunEffect> effects = List.of();
  private long nowMillis = 1_000_000;

  RunFixture(RunPolicy policy) {
    state = RunState.idle(policy);
  }

  static Survey survey(Candidate... candidates) {
    return new Survey(null, null, List.of(candidates));
  }

  static Survey allAble() {
    return survey(able(BOSTON_1), able(BOSTON_2), able(LONDON_1), able(LONDON_2));
  }

  static Candidate able(ServerName server) {
    return Candidate.able(server, 1_000_000_000);
  }

  static RunEvent staged(ServerName... servers) {
    return reported(Step.STAGING, Standing.STAGED, servers);
  }

  static RunEvent committed(ServerName... servers) {
    return reported(Step.COMMITTING, Standing.COMMITTED, servers);
  }

  static RunEvent reported(Step step, Standing standing, ServerName... servers) {
    String reason = standing == Standing.FAILED ? "disk full" : "";
    return new RunEvent.Reported(
        step,
        Arrays.stream(servers).map(server -> new ServerResult(server, standing, reason)).toList());
  }

  static RunEvent down(ServerName... servers) {
    return new RunEvent.Observed(Set.of(servers));
  }

  static RunFixture distributing(RunPolicy policy) {
    return new RunFixture(policy)
        .when(new RunEvent.Started())
        .when(new RunEvent.Surveyed(allAble()))
        .when(new RunEvent.Planned(4, 1_000))
        .when(new RunEvent.Surveyed(allAble()));
  }

  RunFixture when(RunEvent event) {
    RunStep step = RunMachine.step(state, event, nowMillis);
    transcript.add(line(event, step));
    state = step.state();
    effects = step.effects();
    return this;
  }

  RunFixture after(long millis) {
    nowMillis += millis;
    transcript.add("  … " + millis + " ms");
    return this;
  }

  RunState state() {
    return state;
  }

  RunPhase phase() {
    return state.phase();
  }

  List<RunEffect> effects() {
    return effects;
  }

  String transcript() {
    return String.join("\n", transcript) + "\n";
  }

  private String line(RunEvent event, RunStep step) {
    String arrow =
        step.state().phase() == state.phase()
            ? state.phase().name()
            : state.phase() + " -> " + step.state().phase();
    String outcome =
        step.effects().stream().map(effect -> "\n    ! " + effect).collect(Collectors.joining());
    return text(event) + "\n    " + arrow + " " + step.state().counts() + outcome;
  }

  private static String text(RunEvent event) {
    return event.toString().replaceAll("server=|standing=|, reason=(?=])", "");
  }
}
