package org.contentmover.core.watch;

import java.util.Optional;
import org.contentmover.core.manifest.ContentHash;

/**
 * Decides when a watched tree is quiet, and so to be published (CM-10). It is looked at again and
 * again; a look gives a fingerprint, in which every change of the tree shows.
 *
 * <p>Two looks with the same fingerprint and none with another between them say that nothing
 * changed from the end of the first to the beginning of the second. When that is long enough, the
 * tree is due, once. Time comes in with the looks. Owned by one thread.
 */
public final class QuietTree {
  private final long quietMillis;
  private ContentHash seen;
  private long seenSinceMillis;
  private ContentHash published;

  /**
   * A tree of which nothing is known: what is there first is due, too, when it is quiet.
   *
   * @param quietMillis for how long nothing must have changed
   */
  public QuietTree(long quietMillis) {
    if (quietMillis < 1) {
      throw new IllegalArgumentException("quietMillis is " + quietMillis + "; it must be above 0");
    }
    this.quietMillis = quietMillis;
  }

  /** For how long nothing must have changed. */
  public long quietMillis() {
    return quietMillis;
  }

  /**
   * The tree was looked at.
   *
   * @return what is to be published now; empty when nothing is
   */
  public Optional<ContentHash> onLook(ContentHash fingerprint, long beganMillis, long endedMillis) {
    boolean clockWasSetBack = beganMillis < seenSinceMillis;
    if (!fingerprint.equals(seen) || clockWasSetBack) {
      seen = fingerprint;
      seenSinceMillis = endedMillis;
      return Optional.empty();
    }
    boolean quiet = beganMillis - seenSinceMillis >= quietMillis;
    return quiet && !fingerprint.equals(published) ? Optional.of(fingerprint) : Optional.empty();
  }

  /** The tree changed while it was looked at, or could not be looked at. */
  public void onLookInVain() {
    seen = null;
  }

  /** A run that publishes it was started: it is not due again as long as it stays like that. */
  public void onPublished(ContentHash fingerprint) {
    published = fingerprint;
  }
}
