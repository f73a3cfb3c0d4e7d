package org.contentmover.core.interpret;

/**
 * A step of the content interpreter, written to the journal before or after it is done (CI-5). The
 * names are in journals on disk: they never change.
 */
public enum JournalStep {
  /** A document root that was there before is about to become version 0. */
  ADOPTING,
  ADOPTED,
  /** A version is about to be built. */
  STAGING,
  /** The version is complete and durable. */
  STAGED,
  /** Building was given up and undone. */
  FAILED,
  /** Live is about to be pointed to the version, by a commit. */
  COMMITTING,
  COMMITTED,
  /** Live is about to be pointed to the version, by a rollback. */
  ROLLING_BACK,
  ROLLED_BACK,
  /** The staged version is not wanted any more. */
  ABORTED,
  /** The site is about to be taken off. */
  REMOVING,
  /** An empty tree is live, and it is the only version. */
  REMOVED;

  /** Whether it is how an assignment ended. */
  boolean isResult() {
    return switch (this) {
      case STAGED, FAILED, COMMITTED, ROLLED_BACK, ABORTED, REMOVED -> true;
      case ADOPTING, ADOPTED, STAGING, COMMITTING, ROLLING_BACK, REMOVING -> false;
    };
  }
}
