package org.contentmover.content.delta;

/** How much work is put into few bytes. */
public enum DeltaProfile {
  /** Keeps up with a fast line. */
  FAST(2),
  /** For most. */
  DEFAULT(9),
  /** For slow lines and many receivers; several times the work of the default. */
  SMALL(19);

  private final int level;

  DeltaProfile(int level) {
    this.level = level;
  }

  /** The level of zstd. */
  int level() {
    return level;
  }
}
