package org.contentmover.core.election;

/** Permits something at most once in a given time. */
final class RateLimit {
  private final long gapNs;
  private boolean running;
  private long lastNs;

  RateLimit(long gapNs) {
    this.gapNs = gapNs;
  }

  /** Whether it is permitted now; if so, the time begins anew. */
  boolean permits(long nowNs) {
    if (running && nowNs - lastNs < gapNs) {
      return false;
    }
    restart(nowNs);
    return true;
  }

  /** It was done now without asking. */
  void restart(long nowNs) {
    running = true;
    lastNs = nowNs;
  }
}
