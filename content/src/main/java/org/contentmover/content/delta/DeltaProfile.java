package org.contentmover.content.delta;

/** How much work is put into few bytes. */
public enum DeltaProfile {
  /** Keeps up with a fast line. */
  FAST(2, 2),
  /** For most. */
  DEFAULT(12, 2),
  /** For slow lines and many receivers; ten times the work of the default. */
  SMALL(19, 1);

  private final int level;
  private final int threads;

  DeltaProfile(int level, int threads) {
    this.level = level;
    this.threads = threads;
  }

  /** The level of zstd. */
  int level() {
    return level;
  }

  /** How many pieces are packed at once; of the highest levels one takes the memory of two. */
  int threads() {
    return threads;
  }
}
