package org.contentmover.core.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.run.RunEffect.Distribute;
import org.contentmover.core.run.RunEffect.MoveShadow;
import org.contentmover.core.run.RunEffect.Plan;
import org.contentmover.core.run.RunEffect.Release;
import org.contentmover.core.run.RunEffect.StopPlanning;
import org.contentmover.core.run.RunEffect.TakeSurvey;
import org.contentmover.core.run.RunEffect.Tell;
import org.contentmover.core.text.Counted;

/**
 * Decides the next step of a run (SC-2, SC-3, SC-7, CM-7, CO-1, CO-3).
 *
 * <p>Pure function, safe for any thread. Time is the CCM's wall clock in milliseconds; a clock set
 * back only makes deadlines later. No event is an error: what does not fit the phase leaves the
 * state as it is, with no effect.
 */
public final class RunMachine {
  private final RunState state;
  private final long nowMillis;

  private RunMachine(RunState state, long nowMillis) {
    this.state = state;
    this.nowMillis = nowMillis;
  }

  /** The one way in: what becomes of {@code state} when {@code event} happens. */
  public static RunStep step(RunState state, RunEvent event, long nowMillis) {
    if (state.phase().isTerminal()) {
      return RunStep.unchanged(state);
    }
    return new RunMachine(state, nowMillis).on(event);
  }

  private static long phaseEndMillis(RunState state) {
    RunPolicy policy = state.policy();
    return switch (state.phase()) {
      case WAITING -> state.startedAtMillis() + policy.patienceMillis();
      case DISTRIBUTING -> state.phaseSinceMillis() + policy.stagingMillis();
      case COMMITTING -> state.phaseSinceMillis() + policy.committingMillis();
      case ABORTING -> state.phaseSinceMillis() + policy.abortingMillis();
      case STAGED, FINISHING -> state.phaseSinceMillis();
      default -> Long.MAX_VALUE;
    };
  }

  private RunStep on(RunEvent event) {
    if (event instanceof RunEvent.Started) {
      return onStarted();
    }
    if (event instanceof RunEvent.Surveyed surveyed) {
      return onSurveyed(surveyed.survey());
    }
    if (event instanceof RunEvent.Planned planned) {
      return onPlanned(planned);
    }
    if (event instanceof RunEvent.AwaitsPublisher awaits) {
      return onAwaitsPublisher(awaits.request());
    }
    if (event instanceof RunEvent.PublisherSigned) {
      return onPublisherSigned();
    }
    if (event instanceof RunEvent.NothingToDo) {
      return onNothingToDo();
    }
    if (event instanceof RunEvent.PlanningFailed failed) {
      return onPlanningFailed(failed.reason());
    }
    if (event instanceof RunEvent.Reported reported) {
      return onReported(reported);
    }
    if (event instanceof RunEvent.Observed observed) {
      return onObserved(observed.down());
    }
    if (event instanceof RunEvent.Finished) {
      return onFinished();
    }
    if (event instanceof RunEvent.AbortRequested requested) {
      return onAbortRequested(requested.by());
    }
    if (event instanceof RunEvent.CommitOrdered ordered) {
      return onCommitOrdered(ordered);
    }
    return onTicked();
  }

  private RunStep onStarted() {
    if (state.phase() != RunPhase.IDLE) {
      return RunStep.unchanged(state);
    }
    return new RunStep(state.started(nowMillis), List.of(new TakeSurvey()));
  }

  private RunStep onSurveyed(Survey survey) {
    boolean asked = state.phase() == RunPhase.WAITING || state.phase() == RunPhase.RESERVING;
    if (!asked || state.awaitsPublisher()) {
      return RunStep.unchanged(state);
    }
    if (state.phase() == RunPhase.WAITING && survey.blocker() != null) {
      return waitOrFail(
          state.policy().onConflict(),
          WaitCause.CONFLICT,
          survey.blocker(),
          RunTexts.conflict(survey.blockerTitle()));
    }
    Attendance attendance =
        Attendance.of(
            survey.candidates(),
            state.policy().kind(),
            state.policy().quorum(),
            state.requiredBytesAt(nowMillis));
    if (!attendance.isEnough()) {
      return waitOrFail(
          state.policy().onMissingQuorum(),
          WaitCause.QUORUM,
          null,
          RunTexts.quorumMissing(attendance));
    }
    return state.phase() == RunPhase.WAITING
        ? startPlanning()
        : reserve(attendance.candidates(), attendance.needed());
  }

  private RunStep waitOrFail(Reaction reaction, WaitCause cause, String blocker, String why) {
    if (reaction == Reaction.FAIL) {
      return end(RunPhase.FAILED, why.replaceFirst("^Waits for", "Not allowed to wait for"));
    }
    RunState waiting = state.waiting(cause, blocker, why, nowMillis);
    boolean news = waiting.waitCause() != state.waitCause() || !why.equals(state.explanation());
    return new RunStep(waiting, news ? List.of(new Tell(why)) : List.of());
  }

  private RunStep startPlanning() {
    RunState planning = state.in(RunPhase.PLANNING, nowMillis, "");
    return state.policy().kind().stages()
        ? new RunStep(planning, List.of(new Tell("Planning started."), new Plan()))
        : new RunStep(planning, List.of(new Plan()));
  }

  private RunStep onPlanned(RunEvent.Planned planned) {
    if (state.phase() != RunPhase.PLANNING) {
      return RunStep.unchanged(state);
    }
    RunState next = state.planned(planned.version(), planned.requiredBytes(), nowMillis);
    return new RunStep(next, List.of(new Tell(RunTexts.planned(next)), new TakeSurvey()));
  }

  /**
   * As long as it takes: whoever does not want to wait aborts the run. Others may have the site
   * meanwhile, above all a rollback. But those it is to go live with hold theirs, so it waits no
   * longer then than it would for servers.
   */
  private RunStep onAwaitsPublisher(String request) {
    boolean waits = state.awaitsPublisher();
    if (waits
        && state.policy().commitAtMillis() == RunPolicy.TOGETHER
        && nowMillis >= state.phaseSinceMillis() + state.policy().patienceMillis()) {
      return endWithoutPlan(RunPhase.FAILED, "Waited too long. " + state.explanation());
    }
    if (!(state.phase() == RunPhase.PLANNING || waits)
        || (waits && state.explanation().endsWith(request))) {
      return RunStep.unchanged(state);
    }
    String why = RunTexts.awaitsPublisher(nowMillis, request);
    RunState waiting = state.waiting(WaitCause.PUBLISHER, null, why, nowMillis);
    return new RunStep(waiting, List.of(new Tell(why)));
  }

  private RunStep onPublisherSigned() {
    return state.awaitsPublisher()
        ? new RunStep(state.started(nowMillis), List.of(new TakeSurvey()))
        : RunStep.unchanged(state);
  }

  private RunStep onNothingToDo() {
    if (state.phase() != RunPhase.PLANNING) {
      return RunStep.unchanged(state);
    }
    RunKind kind = state.policy().kind();
    // Whoever has something removed that is not there has most likely misspelt it.
    return end(
        kind == RunKind.REMOVE ? RunPhase.FAILED : RunPhase.SUCCEEDED, RunTexts.nothingToDo(kind));
  }

  private RunStep onPlanningFailed(String reason) {
    return state.phase() == RunPhase.PLANNING
        ? end(RunPhase.FAILED, reason)
        : RunStep.unchanged(state);
  }

  private RunStep reserve(List<Candidate> candidates, int needed) {
    List<Participant> taking = new ArrayList<>();
    List<NotTaking> others = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.able()) {
        taking.add(Participant.pending(candidate.server()));
      } else {
        others.add(new NotTaking(candidate.server(), candidate.whyNot()));
      }
    }
    taking.sort((a, b) -> a.server().compareTo(b.server()));
    RunState next = state.reserved(needed, taking, others, nowMillis);
    if (!state.policy().kind().stages()) {
      RunState ready = next.withEach(participant -> participant.as(Standing.STAGED, ""));
      return taking.isEmpty()
          ? finish(ready, RunTexts.ordered(ready))
          : new RunMachine(ready, nowMillis).commit(RunTexts.ordered(ready));
    }
    List<ServerName> servers = taking.stream().map(Participant::server).toList();
    return new RunStep(
        next, List.of(new Tell(RunTexts.reserved(next)), new Distribute(Step.STAGING, servers)));
  }

  private RunStep onReported(RunEvent.Reported reported) {
    if (reported.step() != currentStep()) {
      return RunStep.unchanged(state);
    }
    Map<ServerName, ServerResult> results = new HashMap<>();
    reported.results().forEach(result -> results.put(result.server(), result));
    return settle(
        state.withEach(participant -> told(participant, results.get(participant.server()))));
  }

  /**
   * What one result makes of a participant; one that is settled already stays so, but a missing one
   * may come back while staging.
   */
  private Participant told(Participant participant, ServerResult result) {
    boolean back =
        state.phase() == RunPhase.DISTRIBUTING && participant.standing() == Standing.MISSING;
    if (result == null || !(state.isOpen(participant) || back)) {
      return participant;
    }
    Standing standing = result.standing();
    if (standing == state.goal() || standing == Standing.FAILED) {
      return participant.as(standing, result.reason());
    }
    return participant.unreachable(standing == Standing.MISSING, nowMillis);
  }

  private RunStep onObserved(Set<ServerName> down) {
    if (currentStep() == null) {
      return RunStep.unchanged(state);
    }
    return settle(
        state.withEach(
            participant -> participant.down(down.contains(participant.server()), nowMillis)));
  }

  private RunStep onTicked() {
    if (state.awaitsPublisher()) {
      return RunStep.unchanged(state);
    }
    return switch (state.phase()) {
      case WAITING ->
          nowMillis >= phaseEndMillis(state)
              ? end(RunPhase.FAILED, "Waited too long. " + state.explanation())
              : new RunStep(state, List.of(new TakeSurvey()));
      case PLANNING -> new RunStep(state, List.of(new Plan()));
      case RESERVING -> new RunStep(state, List.of(new TakeSurvey()));
      case DISTRIBUTING, COMMITTING, ABORTING -> settle(state);
      case STAGED ->
          nowMillis >= state.policy().commitAtMillis()
              ? commit(
                  "Commit ordered on "
                      + Counted.of(state.with(Standing.STAGED).size(), "server")
                      + ".")
              : RunStep.unchanged(state);
      case FINISHING -> new RunStep(state, List.of(new MoveShadow()));
      default -> RunStep.unchanged(state);
    };
  }

  private RunStep onCommitOrdered(RunEvent.CommitOrdered ordered) {
    if (state.phase() != RunPhase.STAGED) {
      return RunStep.unchanged(state);
    }
    if (ordered.atMillis() <= nowMillis) {
      return commit("Made live by " + ordered.by() + ".");
    }
    RunState held = state.committingAt(ordered.atMillis());
    return new RunStep(held, List.of(new Tell(ordered.by() + ": " + held.explanation())));
  }

  private RunStep commit(String text) {
    RunState next = state.in(RunPhase.COMMITTING, nowMillis, "");
    List<ServerName> staged =
        state.with(Standing.STAGED).stream().map(Participant::server).toList();
    return new RunStep(next, List.of(new Tell(text), new Distribute(Step.COMMITTING, staged)));
  }

  private RunStep finish(RunState now, String text) {
    return new RunStep(
        now.in(RunPhase.FINISHING, nowMillis, ""), List.of(new Tell(text), new MoveShadow()));
  }

  private RunStep onFinished() {
    if (state.phase() != RunPhase.FINISHING) {
      return RunStep.unchanged(state);
    }
    int told = state.participants().size();
    boolean all = told > 0 && state.with(Standing.COMMITTED).size() == told;
    return end(all ? RunPhase.SUCCEEDED : RunPhase.PARTIAL, RunTexts.published(state));
  }

  private RunStep onAbortRequested(String by) {
    if (!state.phase().isAbortable()) {
      return RunStep.unchanged(state);
    }
    String why = "Aborted by " + by + ".";
    return switch (state.phase()) {
      case DISTRIBUTING, STAGED -> abort(state, RunPhase.ABORTED, why);
      case WAITING, PLANNING -> endWithoutPlan(RunPhase.ABORTED, why);
      default -> end(RunPhase.ABORTED, why);
    };
  }

  private Step currentStep() {
    return switch (state.phase()) {
      case DISTRIBUTING -> Step.STAGING;
      case COMMITTING -> Step.COMMITTING;
      case ABORTING -> Step.ABORTING;
      default -> null;
    };
  }

  /** Gives up waiting for who is silent or late, and ends the step when it waits for nobody. */
  private RunStep settle(RunState reported) {
    RunState now = withMissing(reported);
    RunCounts counts = now.counts();
    return switch (now.phase()) {
      case DISTRIBUTING -> {
        if (counts.acked() + counts.pending() < now.quorumNeeded()) {
          yield abort(now, RunPhase.FAILED, RunTexts.quorumLost(now));
        }
        yield counts.pending() > 0 ? new RunStep(now, List.of()) : staged(now);
      }
      case COMMITTING -> counts.pending() > 0 ? new RunStep(now, List.of()) : committed(now);
      case ABORTING ->
          counts.pending() > 0
              ? new RunStep(now, List.of())
              : new RunMachine(now, nowMillis).end(now.endsAs(), now.explanation());
      default -> RunStep.unchanged(now);
    };
  }

  private RunState withMissing(RunState now) {
    boolean late = nowMillis >= phaseEndMillis(now);
    long silentLimit = nowMillis - now.policy().missingAfterMillis();
    Standing lost = now.phase() == RunPhase.COMMITTING ? Standing.UNCONFIRMED : Standing.MISSING;
    return now.withEach(
        participant -> {
          if (!now.isOpen(participant)) {
            return participant;
          }
          if (participant.isSilent() && participant.silentSinceMillis() <= silentLimit) {
            return participant.as(
                lost, participant.down() ? "server is down" : "its leader cannot reach it");
          }
          return late ? participant.as(lost, "no report by the deadline") : participant;
        });
  }

  private RunStep staged(RunState now) {
    RunCounts counts = now.counts();
    String text = "Staged on " + counts.acked() + " of " + Counted.of(counts.all(), "server") + ".";
    RunState next = now.in(RunPhase.STAGED, nowMillis, RunTexts.held(now.policy()));
    return new RunStep(next, List.of(new Tell((text + " " + next.explanation()).strip())));
  }

  /**
   * Every server that was told to switch is settled. The shadow moves as soon as one of them
   * switched or may have: who is missing is brought to the new version when it returns. Only when
   * each said that it could not, the old version stays the published one; but not that which was to
   * be withdrawn, for it can be replaced without anything that servers have.
   */
  private RunStep committed(RunState now) {
    boolean someSwitched = !now.with(Standing.COMMITTED).isEmpty();
    boolean someUnknown = !now.with(Standing.UNCONFIRMED).isEmpty();
    if (!someSwitched && !someUnknown && now.policy().kind().stages()) {
      return new RunMachine(now, nowMillis).end(RunPhase.FAILED, RunTexts.nobodyCommitted(now));
    }
    return new RunStep(now.in(RunPhase.FINISHING, nowMillis, ""), List.of(new MoveShadow()));
  }

  private RunStep abort(RunState now, RunPhase end, String why) {
    RunState next = now.aborting(end, why, nowMillis);
    List<ServerName> servers = now.participants().stream().map(Participant::server).toList();
    return new RunStep(next, List.of(new Tell(why), new Distribute(Step.ABORTING, servers)));
  }

  private RunStep endWithoutPlan(RunPhase end, String why) {
    RunStep ended = end(end, why);
    List<RunEffect> effects = new ArrayList<>(List.of(new StopPlanning()));
    effects.addAll(ended.effects());
    return new RunStep(ended.state(), effects);
  }

  private RunStep end(RunPhase end, String why) {
    return new RunStep(state.in(end, nowMillis, why), List.of(new Tell(why), new Release()));
  }
}
