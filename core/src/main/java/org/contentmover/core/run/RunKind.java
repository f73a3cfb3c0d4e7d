package org.contentmover.core.run;

/** What a run is for, and with it the way it takes. */
public enum RunKind {
  /** New content: planned, staged, committed. */
  PUBLISH,
  /**
   * The backup version again (VC-7). Servers have it, so nothing is staged: all of them are told to
   * switch at once.
   */
  ROLLBACK;

  /** Whether servers prepare a version before they are told to switch to it. */
  public boolean stages() {
    return this != ROLLBACK;
  }
}
