package org.contentmover.ccm.version.statement.view;

import java.time.Instant;
import java.util.List;

/**
 * One statement of a publisher.
 *
 * @param manifest hash (hex) of the tree that may be live
 * @param backManifests hashes of trees a rollback may lead to
 * @param expiresAt null for never
 * @param liveSince when something went live by it, null before that
 */
public record StatementView(
    String site,
    String group,
    String manifest,
    List<String> backManifests,
    String keyId,
    Instant issuedAt,
    Instant expiresAt,
    Instant receivedAt,
    String receivedBy,
    Instant liveSince) {
  public StatementView {
    backManifests = List.copyOf(backManifests);
  }
}
