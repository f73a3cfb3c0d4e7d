package org.contentmover.farm;

/** Something about the farm that a person has to know; the message says what and what to do. */
public class FarmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FarmException(String message) {
    super(message);
  }

  public FarmException(String message, Throwable cause) {
    super(message, cause);
  }
}
