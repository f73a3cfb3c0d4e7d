package org.contentmover.core.interpret;

import java.time.Duration;
import java.time.Instant;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Whether a publisher's statement whose signature holds allows what an assignment asks of a server
 * that wants one (CM-12). Pure; the order of the checks is the order in which an administrator
 * would ask.
 */
public final class StatementAdmission {
  /**
   * A statement from further ahead is refused: once it was live, no other one would be taken before
   * that time.
   */
  public static final Duration MOST_AHEAD = Duration.ofDays(1);

  private StatementAdmission() {}

  /** To give up what was staged is nothing a publisher has to allow. */
  public static boolean isWantedFor(AssignmentType type) {
    return type != AssignmentType.ABORT;
  }

  /** The tree that an assignment stages or makes live. */
  public static ContentHash tree(AssignmentHeader header) {
    return header.type() == AssignmentType.REMOVE
        ? Manifest.EMPTY.hash()
        : header.targetManifestSha256();
  }

  /**
   * Checks site, group, tree and times.
   *
   * @param now by the server's own clock: that of the CCM may be in the hands of whoever stole it
   * @throws AssignmentRejected naming what does not fit
   */
  public static void check(
      AssignmentHeader header, PublisherStatement statement, SiteState state, Instant now)
      throws AssignmentRejected {
    requireMatch(header, statement);
    Instant issued = statement.issuedAt();
    if (issued.toEpochMilli() < state.lastStatementMs()) {
      throw untimely(
          "was issued at "
              + issued
              + ", and one of "
              + Instant.ofEpochMilli(state.lastStatementMs())
              + " has been live here: it is a replay; what is to be live again needs a new statement");
    }
    if (statement.expiresAt().isPresent() && !now.isBefore(statement.expiresAt().get())) {
      throw untimely(
          "expired at "
              + statement.expiresAt().get()
              + ", this server's own clock says "
              + now
              + "; a new statement is needed");
    }
    if (issued.isAfter(now.plus(MOST_AHEAD))) {
      throw untimely(
          "was issued at "
              + issued
              + ", which is more than a day ahead of this server's own clock, "
              + now
              + ": one of the two clocks is wrong");
    }
  }

  private static void requireMatch(AssignmentHeader header, PublisherStatement statement)
      throws AssignmentRejected {
    if (!statement.hostedSite().equals(header.hostedSite())) {
      throw mismatch("is for site " + statement.hostedSite() + ", not " + header.hostedSite());
    }
    if (!statement.contentGroup().equals(header.contentGroup())) {
      throw mismatch(
          "is for content group " + statement.contentGroup() + ", not " + header.contentGroup());
    }
    ContentHash tree = tree(header);
    if (tree.equals(ContentHash.NONE)) {
      throw mismatch("cannot allow a version without manifest, such as what was live before");
    }
    if (!statement.allows(tree)) {
      throw mismatch(
          "allows tree "
              + statement.target()
              + (statement.back().isEmpty() ? "" : " and the way back to " + statement.back())
              + ", not "
              + tree);
    }
  }

  private static AssignmentRejected mismatch(String why) {
    return new AssignmentRejected(
        RefusalReason.STATEMENT_MISMATCH, "the publisher's statement " + why);
  }

  private static AssignmentRejected untimely(String why) {
    return new AssignmentRejected(
        RefusalReason.STATEMENT_UNTIMELY, "the publisher's statement " + why);
  }
}
