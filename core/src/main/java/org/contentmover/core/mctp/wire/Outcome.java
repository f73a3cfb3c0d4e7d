package org.contentmover.core.mctp.wire;

/** How a server ended one assignment (CI-8); the code is the place in this list, from 1. */
public enum Outcome {
  /** Prepared, not visible yet. */
  STAGED,
  /** Live. */
  COMMITTED,
  /** Back at the backup version. */
  ROLLED_BACK,
  /** Staged version thrown away, live untouched. */
  ABORTED,
  /** Not carried out; the reason says why. */
  FAILED
}
