package org.contentmover.content.store;

import java.io.Closeable;

/**
 * Keeps content: whatever the store has while this is open can be read where it lies until this is
 * closed, also when nothing refers to it any more. For whoever finds content first and uses it, or
 * refers to it, later. Close it soon: garbage waits for it. Safe for any thread.
 */
public final class ContentHold implements Closeable {
  private final Catalogue catalogue;
  final long since;

  ContentHold(Catalogue catalogue, long since) {
    this.catalogue = catalogue;
    this.since = since;
  }

  @Override
  public void close() {
    catalogue.release(this);
  }
}
