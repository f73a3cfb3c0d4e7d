package org.contentmover.core.run;

/** How a participant stands in a run. */
public enum Standing {
  PENDING,
  STAGED,
  COMMITTED,
  /** Dropped what it had staged. */
  ABORTED,
  FAILED,
  /** Did not stage (or abort) in time; it is synchronized when it returns. */
  MISSING,
  /** Was told to switch and did not confirm it in time: it may show either version. */
  UNCONFIRMED
}
