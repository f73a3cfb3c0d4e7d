package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.ccm.distribution.DistributionBook;
import org.contentmover.ccm.distribution.Purpose;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.plan.Plans;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.run.RunEffect;
import org.contentmover.core.run.RunEvent;
import org.contentmover.core.run.RunKind;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.Step;

/**
 * Carries out what a run wants done. Everything is part of the transaction that saves the run's
 * state, or can be repeated without harm: a crash in between is followed by the same effect once
 * more.
 */
@ApplicationScoped
public class RunWork {
  @Inject private RunBook book;
  @Inject private Surveys surveys;
  @Inject private Plans plans;
  @Inject private DistributionBook distributions;
  @Inject private VersionLedger ledger;
  @Inject private RunAssignments assignments;
  @Inject private RollbackWork rollbacks;
  @Inject private RemovalWork removals;
  @Inject private Withdrawals withdrawals;
  @Inject private HotPlaces hot;
  @Inject private GroupDirectory groups;
  @Inject private Clock clock;

  /** The answer to the effect, if it has one at once. */
  Optional<RunEvent> carryOut(Run run, RunState state, RunEffect effect) {
    if (effect instanceof RunEffect.TakeSurvey) {
      return Optional.of(new RunEvent.Surveyed(surveys.of(run)));
    }
    if (effect instanceof RunEffect.MoveShadow) {
      moveShadow(run, state);
      return Optional.of(new RunEvent.Finished());
    }
    if (effect instanceof RunEffect.Plan) {
      return plan(run);
    }
    if (effect instanceof RunEffect.StopPlanning) {
      plans.discard(run.id());
    } else if (effect instanceof RunEffect.Distribute order) {
      distribute(run, state, order);
    } else if (effect instanceof RunEffect.Tell tell) {
      book.note(run, tell.text());
    } else if (effect instanceof RunEffect.Release) {
      release(run);
    }
    return Optional.empty();
  }

  private Optional<RunEvent> plan(Run run) {
    if (run.kind() == RunKind.ROLLBACK) {
      return Optional.of(rollbacks.plan(run));
    }
    if (run.kind() == RunKind.TAKE_OFF) {
      return Optional.of(removals.plan(run));
    }
    plans.ensure(run.id(), run.site(), run.group(), run.source());
    return Optional.empty();
  }

  private void distribute(Run run, RunState state, RunEffect.Distribute order) {
    List<String> servers = order.servers().stream().map(ServerName::value).toList();
    Instant now = clock.instant();
    String subject = run.site() + " " + state.version();
    switch (order.step()) {
      case STAGING ->
          distributions.start(
              Purpose.STAGING,
              assignments.leading(run),
              verb(run) + subject,
              servers,
              state.quorumNeeded(),
              now.plusMillis(state.policy().stagingMillis()));
      case COMMITTING -> {
        distributions.end(run.id(), Purpose.STAGING);
        Set<String> told = distributions.toldTogether(run.id());
        List<String> alone = servers.stream().filter(server -> !told.contains(server)).toList();
        if (told.isEmpty() || !alone.isEmpty()) {
          distributions.start(
              Purpose.COMMITTING,
              switching(run, state),
              switchingVerb(run) + subject,
              alone,
              state.quorumNeeded(),
              now.plusMillis(state.policy().committingMillis()));
        }
      }
      case ABORTING -> {
        distributions.end(run.id(), Purpose.STAGING);
        distributions.start(
            Purpose.ABORTING,
            assignments.about(assignments.leading(run), AssignmentType.ABORT, run),
            "abort " + subject,
            servers,
            0,
            now.plusMillis(state.policy().abortingMillis()));
      }
    }
  }

  private static String verb(Run run) {
    return switch (run.kind()) {
      case RESTORE -> "restore ";
      case REMOVE -> "remove from ";
      default -> "publish ";
    };
  }

  private static String switchingVerb(Run run) {
    return switch (run.kind()) {
      case ROLLBACK -> "roll back to ";
      case TAKE_OFF -> "take off ";
      default -> "commit ";
    };
  }

  private AssignmentView switching(Run run, RunState state) {
    return switch (run.kind()) {
      case ROLLBACK -> assignments.rollback(run, state.version());
      case TAKE_OFF -> assignments.removal(run, state.version());
      default -> assignments.about(assignments.leading(run), AssignmentType.COMMIT, run);
    };
  }

  private void moveShadow(Run run, RunState state) {
    try {
      if (run.kind() == RunKind.TAKE_OFF) {
        removals.keepEmptyTree();
      }
      long before = groups.shadow(run.site(), run.group()).version();
      ledger.moveShadow(run.kind().stages() ? assignments.leading(run) : switching(run, state));
      if (run.kind() == RunKind.TAKE_OFF) {
        removals.forget(run);
      }
      if (run.kind() != RunKind.PUBLISH && before > 0 && before != state.version()) {
        withdrawals.pin(run, before);
      }
      hot.shadowMoved(run.site(), run.group(), state.version());
      ledger.pruneVersions(run.site(), run.group());
    } catch (IOException e) {
      throw new UncheckedIOException("The shadow of " + run.site() + " could not be moved", e);
    }
  }

  private void release(Run run) {
    for (Step step : Step.values()) {
      distributions.end(run.id(), Purpose.of(step));
    }
  }
}
