package org.contentmover.content.delta;

/** How much work is put into few bytes. */
public enum DeltaProfile {
  /** Keeps up with a fast line. */
  FAST(2, 20, 2),
  /** For most. */
  DEFAULT(12, 23, 2),
  /** For slow lines and many receivers; ten times the work of the default. */
  SMALL(19, 23, 1);

  private final int level;
  private final int mostHashLog;
  private final int threads;

  DeltaProfile(int level, int mostHashLog, int threads) {
    this.level = level;
    this.mostHashLog = mostHashLog;
    this.threads = threads;
  }

  /** The level of zstd. */
  int level() {
    return level;
  }

  /**
   * Two to this are the most places for what was seen of a dictionary. Where they lie beyond the
   * processor's caches, looking there takes longer than what is found in them saves.
   */
  int mostHashLog() {
    return mostHashLog;
  }

  /** How many pieces are packed at once; of the highest levels one takes the memory of two. */
  int threads() {
    return threads;
  }
}
