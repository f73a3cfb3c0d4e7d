package org.contentmover.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.contentmover.core.ids.ServerName;

/** Whatever happens in whatever order, these hold. */
class RunInvariantsTest {
  private static final List<ServerName> SERVERS =
      List.of(
          new ServerName("a"),
          new ServerName("b"),
          new ServerName("c"),
          new ServerName("d"),
          new ServerName("e"));
  private static final RunPolicy POLICY =
      new RunPolicy(
          RunKind.PUBLISH,
          Quorum.DEFAULT,
          Reaction.WAIT,
          Reaction.WAIT,
          60_000,
          60_000,
          20_000,
          10_000,
          5_000,
          RunPolicy.AT_ONCE);

  record Happening(RunEvent event, long afterMillis) {}

  @Property(tries = 2_000)
  void shouldKeepItsInvariants(
      @ForAll("happenings") List<Happening> happenings, @ForAll RunKind kind) {
    RunState state = RunState.idle(policy(kind));
    long nowMillis = 1;
    Set<ServerName> toldToCommit = new HashSet<>();
    for (Happening happening : happenings) {
      nowMillis += happening.afterMillis();
      RunStep step = RunMachine.step(state, happening.event(), nowMillis);
      countsAddUp(step.state());
      terminalStaysTerminal(state, step);
      participantsStayFixed(state, step.state());
      commitsOnlyWithQuorum(step);
      shadowMovesOnlyAfterCommit(state, step);
      for (RunEffect effect : step.effects()) {
        if (effect instanceof RunEffect.Distribute order && order.step() == Step.COMMITTING) {
          assertTrue(toldToCommit.isEmpty(), "commit is ordered once");
          toldToCommit.addAll(order.servers());
        }
      }
      for (Participant participant : step.state().with(Standing.COMMITTED)) {
        assertTrue(toldToCommit.contains(participant.server()));
      }
      state = step.state();
    }
  }

  @Property(tries = 500)
  void shouldEndWhenOnlyTimePasses(
      @ForAll("happenings") List<Happening> happenings, @ForAll RunKind kind) {
    RunState state =
        RunMachine.step(RunState.idle(policy(kind)), new RunEvent.Started(), 1).state();
    long nowMillis = 1;
    for (Happening happening : happenings) {
      nowMillis += happening.afterMillis();
      state = RunMachine.step(state, happening.event(), nowMillis).state();
    }
    for (int i = 0; i < 200 && !state.phase().isTerminal(); i++) {
      nowMillis += 1_000;
      RunEvent next =
          state.awaitsPublisher() ? new RunEvent.PublisherSigned() : new RunEvent.Ticked();
      state = answered(RunMachine.step(state, next, nowMillis), nowMillis);
    }
    assertTrue(state.phase().isTerminal(), "still " + state.phase());
  }

  private static RunPolicy policy(RunKind kind) {
    return kind.stages() ? POLICY.of(kind) : RunPolicy.atOnce(kind, POLICY);
  }

  /** What the CCM itself answers, when every server is silent and planning fails. */
  private static RunState answered(RunStep step, long nowMillis) {
    RunState state = step.state();
    for (RunEffect effect : step.effects()) {
      if (effect instanceof RunEffect.TakeSurvey) {
        Survey nobody = new Survey(null, null, List.of());
        state = RunMachine.step(state, new RunEvent.Surveyed(nobody), nowMillis).state();
      } else if (effect instanceof RunEffect.Plan) {
        state = RunMachine.step(state, new RunEvent.PlanningFailed("no"), nowMillis).state();
      } else if (effect instanceof RunEffect.MoveShadow) {
        state = RunMachine.step(state, new RunEvent.Finished(), nowMillis).state();
      }
    }
    return state;
  }

  private static void countsAddUp(RunState state) {
    RunCounts counts = state.counts();
    assertEquals(counts.all(), counts.acked() + counts.failed() + counts.pending());
    assertEquals(state.participants().size(), counts.all());
  }

  private static void terminalStaysTerminal(RunState before, RunStep step) {
    if (before.phase().isTerminal()) {
      assertEquals(before, step.state());
      assertEquals(List.of(), step.effects());
    }
    boolean ends = !before.phase().isTerminal() && step.state().phase().isTerminal();
    assertEquals(
        ends, step.effects().contains(new RunEffect.Release()), "release exactly at the end");
  }

  private static void participantsStayFixed(RunState before, RunState after) {
    if (before.phase().compareTo(RunPhase.DISTRIBUTING) >= 0) {
      assertEquals(names(before), names(after));
    }
  }

  private static void commitsOnlyWithQuorum(RunStep step) {
    for (RunEffect effect : step.effects()) {
      if (effect instanceof RunEffect.Distribute order && order.step() == Step.COMMITTING) {
        assertTrue(order.servers().size() >= step.state().quorumNeeded());
        assertFalse(order.servers().isEmpty());
      }
    }
  }

  private static void shadowMovesOnlyAfterCommit(RunState before, RunStep step) {
    if (step.effects().contains(new RunEffect.MoveShadow())) {
      boolean nobodyToTell =
          !before.policy().kind().stages()
              && before.phase() == RunPhase.RESERVING
              && step.state().participants().isEmpty();
      assertTrue(
          nobodyToTell
              || before.phase() == RunPhase.COMMITTING
              || before.phase() == RunPhase.FINISHING);
    }
  }

  private static List<ServerName> names(RunState state) {
    return state.participants().stream().map(Participant::server).toList();
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    Arbitrary<Happening> happening =
        Combinators.combine(events(), Arbitraries.longs().between(0, 8_000)).as(Happening::new);
    // Most sequences begin the way runs do, so that late phases are reached often.
    Arbitrary<List<Happening>> any = happening.list().ofMaxSize(60);
    return Combinators.combine(Arbitraries.integers().between(0, 5), any)
        .as((length, rest) -> concat(USUAL.subList(0, length), rest));
  }

  private static final List<Happening> USUAL =
      List.of(
          new Happening(new RunEvent.Started(), 1),
          new Happening(new RunEvent.Surveyed(survey(SERVERS)), 1),
          new Happening(new RunEvent.Planned(2, 10), 1),
          new Happening(new RunEvent.Surveyed(survey(SERVERS)), 1),
          new Happening(results(Step.STAGING, Standing.STAGED, SERVERS.subList(0, 4)), 1));

  private static List<Happening> concat(List<Happening> first, List<Happening> rest) {
    List<Happening> all = new ArrayList<>(first);
    all.addAll(rest);
    return all;
  }

  private static Survey survey(List<ServerName> able) {
    return new Survey(
        null,
        null,
        SERVERS.stream()
            .map(s -> able.contains(s) ? Candidate.able(s, 100) : Candidate.unable(s, "is down"))
            .toList());
  }

  private static RunEvent results(Step step, Standing standing, List<ServerName> servers) {
    return new RunEvent.Reported(
        step, servers.stream().map(s -> new ServerResult(s, standing, "")).toList());
  }

  private static Arbitrary<RunEvent> events() {
    Arbitrary<List<ServerName>> some = Arbitraries.of(SERVERS).set().ofMaxSize(5).map(List::copyOf);
    Arbitrary<RunEvent> reports =
        Combinators.combine(Arbitraries.of(Step.class), Arbitraries.of(Standing.class), some)
            .as(RunInvariantsTest::results);
    Arbitrary<RunEvent> surveys = some.map(able -> new RunEvent.Surveyed(survey(able)));
    Arbitrary<RunEvent> blocked =
        some.map(
            able ->
                new RunEvent.Surveyed(
                    new Survey("other", "Run other of job www", survey(able).candidates())));
    Arbitrary<RunEvent> observed = some.map(down -> new RunEvent.Observed(Set.copyOf(down)));
    Arbitrary<RunEvent> plain =
        Arbitraries.of(
            new RunEvent.Started(),
            new RunEvent.Planned(2, 10),
            new RunEvent.Finished(),
            new RunEvent.Ticked());
    Arbitrary<RunEvent> rare =
        Arbitraries.of(
            new RunEvent.NothingToDo(),
            new RunEvent.AwaitsPublisher("sign it"),
            new RunEvent.PublisherSigned(),
            new RunEvent.PlanningFailed("no"),
            new RunEvent.AbortRequested("ann"),
            new RunEvent.CommitOrdered("ann", 0),
            new RunEvent.CommitOrdered("ann", 90_000));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(10, reports),
        net.jqwik.api.Tuple.of(4, surveys),
        net.jqwik.api.Tuple.of(1, blocked),
        net.jqwik.api.Tuple.of(4, observed),
        net.jqwik.api.Tuple.of(6, plain),
        net.jqwik.api.Tuple.of(1, rare));
  }
}
