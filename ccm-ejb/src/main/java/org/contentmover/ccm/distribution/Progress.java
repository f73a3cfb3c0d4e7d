package org.contentmover.ccm.distribution;

import java.time.Instant;
import java.util.Set;
import org.contentmover.ccm.distribution.view.ServerReport;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.run.ServerResult;
import org.contentmover.core.run.Standing;

/**
 * What is known of one server in one distribution. Immutable.
 *
 * @param outcome null until the server reported
 */
record Progress(
    ProgressState state, int percent, String outcome, String reason, long liveVersion, Instant at) {
  static final Progress NONE = new Progress(ProgressState.PENDING, 0, null, "", 0, null);

  private static final Set<String> OUTCOMES =
      Set.of("STAGED", "COMMITTED", "ROLLED_BACK", "ABORTED", "FAILED");

  static Progress of(ServerReport report) {
    ProgressState state = ProgressState.read(report.state());
    if (report.outcome() != null && !OUTCOMES.contains(report.outcome())) {
      throw new Invalid("outcome", report.outcome(), "one of " + OUTCOMES);
    }
    if ((state == ProgressState.REPORTED) != (report.outcome() != null)) {
      throw new Invalid(
          "outcome", report.outcome(), "an outcome exactly when the state is REPORTED");
    }
    int percent = Math.max(0, Math.min(100, report.percent()));
    String reason = report.reason() == null ? "" : report.reason();
    return new Progress(
        state, percent, report.outcome(), reason, report.liveVersion(), report.at());
  }

  /**
   * What is known after another report: a server's own result is final, because a new leader may
   * know less than the one before. The state may change in any direction, but the percentage only
   * rises: what a server received stays with it when its leader changes or a report is late.
   */
  Progress then(Progress next) {
    if (isSettled() && !next.isSettled()) {
      return this;
    }
    return new Progress(
        next.state,
        Math.max(percent, next.percent),
        next.outcome,
        next.reason,
        next.liveVersion,
        next.at);
  }

  boolean isSettled() {
    return state.isSettled();
  }

  /** Refused as older than what the server has taken. */
  boolean isTooOld() {
    return state == ProgressState.REFUSED && reason.startsWith(RefusalReason.OLD_SEQUENCE.name());
  }

  boolean confirmsLive() {
    return "COMMITTED".equals(outcome) || "ROLLED_BACK".equals(outcome);
  }

  ServerResult result(String server, Purpose purpose) {
    ServerName name = new ServerName(server);
    if (state == ProgressState.MISSING) {
      return new ServerResult(name, Standing.MISSING, reason);
    }
    if (!isSettled()) {
      return new ServerResult(name, Standing.PENDING, reason);
    }
    return did(purpose)
        ? new ServerResult(name, purpose.standing(), reason)
        : new ServerResult(
            name, Standing.FAILED, reason.isEmpty() ? state + " " + outcome : reason);
  }

  boolean did(Purpose purpose) {
    // Who is told to stage what it has made live already, is staged.
    boolean beyond = purpose == Purpose.STAGING && "COMMITTED".equals(outcome);
    boolean switched = purpose == Purpose.COMMITTING && confirmsLive();
    return purpose.goal().equals(outcome) || beyond || switched;
  }
}
