package org.contentmover.simulator;

/** Something happened, or did not happen, that the protocols promise. */
public final class InvariantViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what and when.
   *
   * @param message with server names, in one sentence
   */
  public InvariantViolation(String message) {
    super(message);
  }
}
