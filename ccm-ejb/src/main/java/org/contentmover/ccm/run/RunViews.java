package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import org.contentmover.ccm.distribution.RunProgress;
import org.contentmover.ccm.run.view.RunCounts;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.run.view.ServerProgressView;
import org.contentmover.ccm.version.plan.Plans;
import org.contentmover.core.run.NotTaking;
import org.contentmover.core.run.Participant;
import org.contentmover.core.run.RunPhase;
import org.contentmover.core.run.RunPolicy;
import org.contentmover.core.run.RunState;
import org.contentmover.core.run.Standing;

/** Shows runs to people. Works in the caller's transaction. */
@ApplicationScoped
public class RunViews {
  private static final int MAX_EVENTS = 500;

  @Inject private RunBook book;
  @Inject private Plans plans;
  @Inject private RunProgress progress;

  /** Of a list: their servers are counted by the database, not read one by one. */
  List<RunSummary> summaries(List<Run> runs) {
    Map<UUID, Map<Standing, Integer>> standings =
        book.standings(runs.stream().map(Run::id).toList());
    Map<UUID, Integer> percents =
        progress.staging(
            runs.stream()
                .filter(run -> run.phase() == RunPhase.DISTRIBUTING)
                .map(Run::id)
                .toList());
    return runs.stream()
        .map(
            run -> {
              RunState state = run.state(List.of(), List.of());
              var counts = state.counts(standings.getOrDefault(run.id(), Map.of()));
              return summary(run, state, counts, percents.getOrDefault(run.id(), 0));
            })
        .toList();
  }

  RunView view(Run run) {
    RunState state = book.state(run);
    RunProgress.Snapshot snapshot = progress.of(run.id());
    List<ServerProgressView> servers = servers(state, snapshot);
    return new RunView(
        summary(run, state, state.counts(), snapshot.averagePercent()),
        run.revision(),
        state.blocker() == null ? null : UUID.fromString(state.blocker()),
        state.phase().isAbortable(),
        state.phase() == RunPhase.STAGED && run.joint() == null,
        commitAt(state.policy()),
        state.quorumNeeded(),
        snapshot.contentAssignment(),
        snapshot.distribution(),
        plans.view(run.id()),
        servers,
        state.notTaking().stream().map(NotTaking::toString).toList(),
        book.notes(run.id(), MAX_EVENTS).stream().map(RunNote::view).toList(),
        skewMillis(snapshot.committed()),
        summaries(book.joined(run)));
  }

  private static RunSummary summary(
      Run run, RunState state, org.contentmover.core.run.RunCounts counts, int averagePercent) {
    return new RunSummary(
        run.id(),
        run.kind().name(),
        run.job(),
        run.jobName(),
        run.site(),
        run.group(),
        state.phase().name(),
        state.phase().isTerminal(),
        percent(state.phase(), counts, averagePercent),
        state.version(),
        new RunCounts(counts.all(), counts.acked(), counts.failed(), counts.pending()),
        run.createdAt(),
        run.endedAt(),
        run.createdBy(),
        run.reason(),
        state.explanation());
  }

  private static Instant commitAt(RunPolicy policy) {
    return policy.commitsAtATime() ? Instant.ofEpochMilli(policy.commitAtMillis()) : null;
  }

  /** What the machine decided about a server wins over what was last reported of it. */
  private static List<ServerProgressView> servers(RunState state, RunProgress.Snapshot snapshot) {
    Map<String, ServerProgressView> reported = new HashMap<>();
    snapshot.servers().forEach(server -> reported.put(server.server(), server));
    return state.participants().stream()
        .map(participant -> server(participant, reported.get(participant.server().value())))
        .toList();
  }

  private static ServerProgressView server(Participant participant, ServerProgressView reported) {
    String name = participant.server().value();
    ServerProgressView known =
        reported == null
            ? new ServerProgressView(name, null, "STAGING", "PENDING", 0, null, "", 0, null)
            : reported;
    boolean lost =
        participant.standing() == Standing.MISSING
            || participant.standing() == Standing.UNCONFIRMED;
    return new ServerProgressView(
        name,
        known.segment(),
        known.step(),
        lost ? Standing.MISSING.name() : known.state(),
        known.percent(),
        lost ? null : known.outcome(),
        participant.reason().isEmpty() ? known.reason() : participant.reason(),
        known.liveVersion(),
        known.at());
  }

  /**
   * Staging is most of the way: 10 to 80 percent; the switch itself 80 to 95. What goes nowhere has
   * no way.
   */
  private static Integer percent(
      RunPhase phase, org.contentmover.core.run.RunCounts counts, int averagePercent) {
    return switch (phase) {
      case IDLE, WAITING -> 0;
      case PLANNING -> 5;
      case RESERVING -> 10;
      case DISTRIBUTING -> 10 + 70 * averagePercent / 100;
      case STAGED -> 80;
      case COMMITTING -> 80 + 15 * counts.acked() / Math.max(1, counts.all());
      case FINISHING -> 95;
      case SUCCEEDED, PARTIAL -> 100;
      case ABORTING, ABORTED, FAILED -> null;
    };
  }

  private static Long skewMillis(List<Instant> committed) {
    if (committed.size() < 2) {
      return null;
    }
    LongSummaryStatistics times =
        committed.stream().mapToLong(Instant::toEpochMilli).summaryStatistics();
    return times.getMax() - times.getMin();
  }
}
