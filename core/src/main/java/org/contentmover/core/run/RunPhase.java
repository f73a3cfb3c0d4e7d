package org.contentmover.core.run;

/** Where a run is (SC-2). */
public enum RunPhase {
  IDLE,
  /** For another run, for servers or for a publisher; {@link WaitCause} says which. */
  WAITING,
  PLANNING,
  /** Takes the final look at who can take part (SC-7). */
  RESERVING,
  DISTRIBUTING,
  /** Enough servers are staged; the last moment to abort. */
  STAGED,
  COMMITTING,
  /** Servers are told to drop what they staged; live trees are untouched (CO-3). */
  ABORTING,
  FINISHING,
  SUCCEEDED,
  PARTIAL,
  FAILED,
  ABORTED;

  /** No event changes such a run any more. */
  public boolean isTerminal() {
    return compareTo(SUCCEEDED) >= 0;
  }

  /** Abort works in every phase before commit (CO-3). */
  public boolean isAbortable() {
    return compareTo(STAGED) <= 0;
  }

  /** While a run holds its site, others that need it on common servers wait (SC-3). */
  public boolean holdsSite() {
    return compareTo(PLANNING) >= 0 && !isTerminal();
  }
}
