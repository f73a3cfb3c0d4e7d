package org.contentmover.content.trust;

/**
 * A token that is not accepted, and why. The message is fit for a log; it never contains the token.
 */
public final class TokenRejected extends Exception {
  private static final long serialVersionUID = 1;

  /** Why a token is not accepted. */
  public enum Reason {
    MALFORMED,
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    WRONG_AUDIENCE,
    EXPIRED,
    NOT_YET_VALID,
    LIFETIME_TOO_LONG
  }

  private final Reason reason;

  TokenRejected(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
