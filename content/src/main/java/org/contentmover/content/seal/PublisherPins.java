package org.contentmover.content.seal;

import java.security.PublicKey;
import java.time.Clock;
import java.util.Optional;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.SiteState;
import org.contentmover.core.interpret.StatementAdmission;

/**
 * The publishers without whose word a server shows nothing on a site (CM-12): pinned by whoever
 * runs the server, out of the CCM's reach. Usable from any thread.
 */
public final class PublisherPins {
  /** Nobody is asked: the CCM's signature is enough. */
  public static final PublisherPins NONE = new PublisherPins(null, null);

  private final PublicKeyLookup publishers;
  private final Clock ownClock;

  private PublisherPins(PublicKeyLookup publishers, Clock ownClock) {
    this.publishers = publishers;
    this.ownClock = ownClock;
  }

  /**
   * Asks for the word of any of these publishers.
   *
   * @param ownClock the server's own, which nobody else sets
   */
  public static PublisherPins of(PublicKeyLookup publishers, Clock ownClock) {
    return new PublisherPins(publishers, ownClock);
  }

  /**
   * Checks what came with an assignment.
   *
   * @throws AssignmentRejected when a publisher's word is wanted and this is not it
   */
  public void check(AssignmentHeader header, Optional<SignedStatement> statement, SiteState state)
      throws AssignmentRejected {
    if (publishers == null || !StatementAdmission.isWantedFor(header.type())) {
      return;
    }
    if (statement.isEmpty()) {
      throw new AssignmentRejected(
          RefusalReason.STATEMENT_MISSING,
          "site "
              + header.hostedSite()
              + " shows here only what a publisher signed for, and the assignment brings no"
              + " statement of one; sign manifest "
              + StatementAdmission.tree(header));
    }
    requireSignature(statement.get());
    StatementAdmission.check(header, statement.get().statement(), state, ownClock.instant());
  }

  private void requireSignature(SignedStatement statement) throws AssignmentRejected {
    PublicKey key =
        publishers
            .find(statement.keyId())
            .orElseThrow(
                () ->
                    forged("is signed with a key that is not pinned for the site on this server"));
    if (!statement.isSignedBy(key)) {
      throw forged("has a signature that is not that of key " + statement.keyId() + " over it");
    }
  }

  private static AssignmentRejected forged(String why) {
    return new AssignmentRejected(
        RefusalReason.STATEMENT_FORGED, "the publisher's statement " + why);
  }

  /** What a journal keeps of an assignment that passed: when its statement was issued, or 0. */
  public long statementMs(AssignmentHeader header) {
    return publishers == null
        ? 0
        : header
            .statement()
            .map(PublisherStatement::issuedAt)
            .map(it -> it.toEpochMilli())
            .orElse(0L);
  }
}
