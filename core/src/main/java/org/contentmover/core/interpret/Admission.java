package org.contentmover.core.interpret;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.contentmover.core.ids.ContentGroup;
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
   * @return the result this assignment had here before, when it is delivered again; empty to go on
   * @throws AssignmentRejected naming what does not fit
   */
  public static Optional<JournalRecord> check(
      AssignmentHeader header, HostedSite site, SiteState state, Instant now)
      throws AssignmentRejected {
    if (!header.hostedSite().equals(site)) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_SITE,
          "the assignment is for site " + header.hostedSite() + ", this is " + site);
    }
    Optional<JournalRecord> before =
        state.result(header.assignmentId()).filter(it -> isFinal(header, it));
    if (before.isPresent()) {
      return before;
    }
    Set<ContentGroup> groups = groups(header.type(), state);
    if (!groups.isEmpty() && !groups.contains(header.contentGroup())) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_GROUP,
          "the assignment is for content group "
              + header.contentGroup()
              + ", to which this server does not belong");
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

  /**
   * Whose assignments are taken; empty for any group's. Content builds upon what is live, so it is
   * of the same group, but for the whole content: that comes when the CCM put this server into the
   * group (CM-14). An order may be about what is staged so.
   */
  private static Set<ContentGroup> groups(AssignmentType type, SiteState state) {
    Set<ContentGroup> groups = new HashSet<>();
    if (type != AssignmentType.REPLICATE) {
      state.belongsTo().ifPresent(groups::add);
      if (!type.carriesContent()) {
        state.staged().ifPresent(it -> groups.add(it.cause().group()));
      }
    }
    return groups;
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
