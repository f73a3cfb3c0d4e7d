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
  /**
   * The live version with other content at some paths, for some servers: it takes the place of its
   * base without being a version of its own (CM-13).
   */
  HOT,
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
    return switch (this) {
      case PUBLISH, SYNCHRONIZE, REPLICATE, RESTORE, HOT -> true;
      case COMMIT, ABORT, ROLLBACK, REMOVE -> false;
    };
  }

  /** Whether it points live to another version, at once or later, so that hooks are run for it. */
  public boolean runsHooks() {
    return this != ABORT;
  }
}
