package org.contentmover.core.interpret;

/** What an assignment asks for (CM-8). */
public enum AssignmentType {
  /** New content from a staging area. */
  PUBLISH,
  /** What a server missed. */
  SYNCHRONIZE,
  /** The whole content, for a new server. */
  REPLICATE,
  /** An earlier tree again, under a new number. */
  RESTORE,
  /** Makes the staged version live. */
  COMMIT,
  /** Discards the staged version. */
  ABORT,
  /** Makes the backup version live again. */
  ROLLBACK,
  /** Takes the site off: an empty tree is live, and no version before it is kept. */
  REMOVE;

  /**
   * Whether it carries content and prepares a version; the others only order what happens to one.
   */
  public boolean carriesContent() {
    return this == PUBLISH || this == SYNCHRONIZE || this == REPLICATE || this == RESTORE;
  }

  /** Whether it points live to another version, at once or later, so that hooks are run for it. */
  public boolean runsHooks() {
    return this != ABORT;
  }
}
