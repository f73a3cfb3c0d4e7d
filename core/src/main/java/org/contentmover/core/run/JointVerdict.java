package org.contentmover.core.run;

import java.util.Collection;

/**
 * What is next for runs that go live together or not at all (CM-9). Pure; whoever asks has to see
 * to it that no phase changes until he has done what it says.
 */
public enum JointVerdict {
  /** Not all of them have staged, or all is done. */
  WAIT,
  /** All that have something to publish hold it staged. */
  GO_LIVE,
  /** One of them came to nothing. */
  GIVE_UP;

  /** The verdict on runs in these phases. */
  public static JointVerdict of(Collection<RunPhase> phases) {
    boolean staged = false;
    boolean ready = true;
    for (RunPhase phase : phases) {
      switch (phase) {
        case ABORTING, ABORTED, FAILED -> {
          return GIVE_UP;
        }
        case STAGED -> staged = true;
        // It was live already, or will be whatever becomes of the others.
        case SUCCEEDED, PARTIAL, COMMITTING, FINISHING -> {}
        default -> ready = false;
      }
    }
    return staged && ready ? GO_LIVE : WAIT;
  }
}
