package org.contentmover.core.run;

/** What a run is for, and with it the way it takes. */
public enum RunKind {
  /** New content: planned, staged, committed. */
  PUBLISH,
  /** An earlier tree of the site, as a new version (VC-4). */
  RESTORE,
  /** What is published without some of its paths, as a new version (VC-8). */
  REMOVE,
  /**
   * The whole site goes (VC-8): servers need nothing for that, so all of them are told at once, and
   * keep no version of it.
   */
  TAKE_OFF,
  /**
   * The backup version again (VC-7). Servers have it, so nothing is staged: all of them are told to
   * switch at once.
   */
  ROLLBACK;

  /** Whether servers prepare a version before they are told to switch to it. */
  public boolean stages() {
    return this != ROLLBACK && this != TAKE_OFF;
  }
}
