package org.contentmover.core.mctp;

/** When to ask again: after an interval that doubles with each time, up to a longest one. */
final class AskTimer {
  /** What {@link #atNs} gives when nothing is to be asked. */
  static final long NEVER = Long.MAX_VALUE;

  private final Backoff backoff;
  private long intervalNs;
  private long atNs = NEVER;
  private int rounds;

  AskTimer(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Asks first when {@code windowNs}, in which answers come anyhow, and one interval are over. */
  void start(long nowNs, long windowNs) {
    intervalNs = backoff.firstNs();
    rounds = 0;
    atNs = nowNs + windowNs + intervalNs;
  }

  void stop() {
    atNs = NEVER;
  }

  boolean isRunning() {
    return atNs != NEVER;
  }

  boolean isDue(long nowNs) {
    return atNs != NEVER && nowNs >= atNs;
  }

  /** It was asked now. */
  void asked(long nowNs, long windowNs) {
    rounds++;
    intervalNs = backoff.after(intervalNs);
    atNs = nowNs + windowNs + intervalNs;
  }

  /** How often it was asked since the start. */
  int rounds() {
    return rounds;
  }

  long atNs() {
    return atNs;
  }
}
