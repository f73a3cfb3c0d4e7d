package org.contentmover.core.interpret;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;

/**
 * What a publisher allows to be live on a hosted site: one tree, and those there is a way back to
 * (CM-12). The statement issued last counts alone, so that an older one cannot be played back.
 * Immutable.
 *
 * @param issuedAt by the publisher's clock, in whole milliseconds; orders the statements of a site
 * @param expiresAt from then on no server acts upon it; empty for never
 * @param target manifest of the tree that is to be live
 * @param back manifests of trees that may be live instead, for a rollback
 */
public record PublisherStatement(
    HostedSite hostedSite,
    ContentGroup contentGroup,
    Instant issuedAt,
    Optional<Instant> expiresAt,
    ContentHash target,
    List<ContentHash> back) {
  /** More ways back than anybody has an eye on; it travels in every order. */
  public static final int MAX_BACK = 8;

  public PublisherStatement {
    Objects.requireNonNull(hostedSite, "hostedSite");
    Objects.requireNonNull(contentGroup, "contentGroup");
    Objects.requireNonNull(expiresAt, "expiresAt");
    back = List.copyOf(back);
    require(issuedAt.toEpochMilli() > 0, "was issued before all times");
    require(
        expiresAt.isEmpty() || expiresAt.get().isAfter(issuedAt), "expires before it is issued");
    require(back.size() <= MAX_BACK, "names more than " + MAX_BACK + " trees to go back to");
    require(
        !target.equals(ContentHash.NONE) && !back.contains(ContentHash.NONE),
        "names no tree where one belongs");
  }

  /** Whether a tree may be live by it. */
  public boolean allows(ContentHash manifest) {
    return target.equals(manifest) || back.contains(manifest);
  }

  /** Whether no server acts upon it any more. */
  public boolean hasExpired(Instant now) {
    return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("the publisher's statement " + complaint);
    }
  }
}
