package org.contentmover.core.run;

/** What a waiting run waits for. */
public enum WaitCause {
  NONE,
  CONFLICT,
  QUORUM,
  /** A publisher has to sign for what was planned (CM-12). */
  PUBLISHER
}
