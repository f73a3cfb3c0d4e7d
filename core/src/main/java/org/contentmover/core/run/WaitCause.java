package org.contentmover.core.run;

/** What a waiting run waits for. */
public enum WaitCause {
  NONE,
  CONFLICT,
  QUORUM
}
