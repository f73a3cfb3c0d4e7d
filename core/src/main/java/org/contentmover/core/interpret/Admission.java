package org.contentmover.core.interpret;

import java.time.Instant;
import java.util.Optional;
import org.contentmover.core.ids.HostedSite;

/**
 * Whether a server takes an assignment whose signature holds (CM-12). Pure; the order of the checks
 * is the order in which an administrator would ask.
 */
public final class Admission {
  private Admission() {}

  /**
   * Checks site, group, sequence and expiry.
   *
   * @param memberOfGroup whether this server belongs to the assignment's content group
   * @return the result this assignment had here before, when it is delivered again; empty to go on
   * @throws AssignmentRejected naming what does not fit
   */
  public static Optional<JournalRecord> check(
      AssignmentHeader header, HostedSite site, boolean memberOfGroup, SiteState state, Instant now)
      throws AssignmentRejected {
    if (!header.hostedSite().equals(site)) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_SITE,
          "the assignment is for site " + header.hostedSite() + ", this is " + site);
    }
    if (!memberOfGroup) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_GROUP,
          "the assignment is for content group "
              + header.contentGroup()
              + ", to which this server does not belong");
    }
    Optional<JournalRecord> before =
        state.result(header.assignmentId()).filter(it -> isFinal(header, it));
    if (before.isPresent()) {
      return before;
    }
    long last = state.lastSequence(header.contentGroup());
    boolean again =
        header.sequence() == last
            && state
                .sequences()
                .get(header.contentGroup())
                .assignmentId()
                .equals(header.assignmentId());
    if (header.sequence() <= last && !again) {
      throw new AssignmentRejected(
          RefusalReason.OLD_SEQUENCE,
          "the assignment has sequence "
              + header.sequence()
              + " of content group "
              + header.contentGroup()
              + ", but "
              + last
              + " was taken already: it is a replay, or came too late");
    }
    if (!now.isBefore(header.expiresAt())) {
      throw new AssignmentRejected(
          RefusalReason.EXPIRED,
          "the assignment expired at " + header.expiresAt() + "; this server's clock says " + now);
    }
    return Optional.empty();
  }

  /** A failure may be tried again, and what is to be live at once is not done when it is staged. */
  private static boolean isFinal(AssignmentHeader header, JournalRecord result) {
    return switch (result.step()) {
      case STAGED -> header.activation() == Activation.COMMIT_ON_ORDER;
      case COMMITTED, ROLLED_BACK, ABORTED, REMOVED -> true;
      default -> false;
    };
  }
}
