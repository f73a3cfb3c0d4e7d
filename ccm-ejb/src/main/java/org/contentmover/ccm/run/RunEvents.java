package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.ccm.distribution.DistributionBook;
import org.contentmover.ccm.distribution.Purpose;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.plan.PlanOutcome;
import org.contentmover.ccm.version.plan.PlanStatus;
import org.contentmover.ccm.version.plan.Plans;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.run.RunEvent;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.Step;

/**
 * What happened to a run since it was last looked at, as the database tells. Works in the caller's
 * transaction.
 */
@ApplicationScoped
public class RunEvents {
  @Inject private Plans plans;
  @Inject private DistributionBook distributions;
  @Inject private ServerDirectory servers;
  @Inject private StatementBook statements;

  List<RunEvent> of(Run run, RunState state) {
    return switch (state.phase()) {
      case IDLE -> List.of(new RunEvent.Started());
      case PLANNING ->
          List.of(
              plans
                  .outcome(run.id())
                  .map(outcome -> planning(run, outcome))
                  .orElse(new RunEvent.Ticked()));
      case DISTRIBUTING -> reported(run, state, Step.STAGING);
      case COMMITTING -> reported(run, state, Step.COMMITTING);
      case ABORTING -> reported(run, state, Step.ABORTING);
      case WAITING -> List.of(state.awaitsPublisher() ? awaited(run) : new RunEvent.Ticked());
      case RESERVING, STAGED, FINISHING -> List.of(new RunEvent.Ticked());
      default -> List.of();
    };
  }

  private RunEvent awaited(Run run) {
    return plans
        .outcome(run.id())
        .filter(it -> it.status() == PlanStatus.UNSIGNED)
        .map(it -> ContentHash.fromHex(it.manifest()))
        .filter(it -> statements.isMissing(run.site(), run.group(), it))
        .<RunEvent>map(it -> asked(run, it))
        .orElse(new RunEvent.PublisherSigned());
  }

  private RunEvent asked(Run run, ContentHash manifest) {
    return new RunEvent.AwaitsPublisher(statements.request(run.site(), run.group(), manifest));
  }

  private RunEvent planning(Run run, PlanOutcome outcome) {
    return switch (outcome.status()) {
      case READY -> new RunEvent.Planned(outcome.targetVersion(), outcome.requiredBytes());
      case UNSIGNED -> asked(run, ContentHash.fromHex(outcome.manifest()));
      case NOTHING_TO_DO -> new RunEvent.NothingToDo();
      default -> new RunEvent.PlanningFailed(outcome.problem());
    };
  }

  private List<RunEvent> reported(Run run, RunState state, Step step) {
    return List.of(
        new RunEvent.Observed(down(state)),
        new RunEvent.Reported(step, distributions.results(run.id(), Purpose.of(step))),
        new RunEvent.Ticked());
  }

  private Set<ServerName> down(RunState state) {
    List<String> names =
        state.participants().stream().map(participant -> participant.server().value()).toList();
    Map<String, ServerState> known = servers.named(names);
    return names.stream()
        .filter(name -> !known.containsKey(name) || !known.get(name).up())
        .map(ServerName::new)
        .collect(Collectors.toSet());
  }
}
