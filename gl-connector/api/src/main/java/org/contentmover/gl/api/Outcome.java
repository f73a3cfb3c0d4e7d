package org.contentmover.gl.api;

/** How a server ended one assignment (CI-8). */
public enum Outcome {
  /** Prepared, not visible yet. */
  STAGED,
  /** Live. */
  COMMITTED,
  /** Back at the backup version. */
  ROLLED_BACK,
  /** Staged version thrown away, live untouched. */
  ABORTED,
  /** Not carried out; the report's reason says why, live is untouched. */
  FAILED
}
