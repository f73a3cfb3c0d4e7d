package org.contentmover.agent.assignment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;

/**
 * What this server knows of one assignment. Immutable.
 *
 * @param since when it was first heard of
 * @param complete whether its file is whole and verified
 * @param notification what the CCM told about it; empty when it came from this segment's leader
 * @param result what came of it here; empty when it was not carried out (yet)
 * @param resultAccepted whether the CCM has the result; only of interest when this server reports
 *     to it by itself
 */
public record AssignmentRecord(
    UUID id,
    String name,
    long sizeBytes,
    String sha256,
    Instant since,
    boolean complete,
    Optional<Notification> notification,
    Optional<MemberReport> result,
    boolean resultAccepted) {

  /** A new one, of which nothing is here yet. */
  public static AssignmentRecord heardOf(
      UUID id, String name, long sizeBytes, String sha256, Instant now) {
    return new AssignmentRecord(
        id, name, sizeBytes, sha256, now, false, Optional.empty(), Optional.empty(), false);
  }

  public AssignmentRecord withComplete(boolean nowComplete) {
    return new AssignmentRecord(
        id, name, sizeBytes, sha256, since, nowComplete, notification, result, resultAccepted);
  }

  /**
   * Told about by the CCM. A failure is tried again when it comes with another distribution; what
   * succeeded once is not done twice.
   */
  public AssignmentRecord withNotification(Notification told) {
    boolean sameDistribution =
        notification.map(n -> n.distribution().equals(told.distribution())).orElse(false);
    Optional<MemberReport> kept =
        sameDistribution ? result : result.filter(r -> r.outcome() != Outcome.FAILED);
    return new AssignmentRecord(
        id,
        name,
        sizeBytes,
        sha256,
        since,
        complete,
        Optional.of(told),
        kept,
        sameDistribution && resultAccepted);
  }

  public AssignmentRecord withResult(MemberReport report) {
    return new AssignmentRecord(
        id, name, sizeBytes, sha256, since, complete, notification, Optional.of(report), false);
  }

  public AssignmentRecord withResultAccepted() {
    return new AssignmentRecord(
        id, name, sizeBytes, sha256, since, complete, notification, result, true);
  }

  /** Whether this server is to carry it out; a leader may only pass it on. */
  public boolean concerns(ServerName server) {
    return notification.map(n -> n.concerns(server)).orElse(true);
  }

  /** Whether this server alone answers to the CCM for it. */
  public boolean isForThisServerAlone() {
    return notification.map(n -> n.scope() == Notification.Scope.SERVER).orElse(false);
  }
}
