package org.contentmover.agent.ccm;

/** The other side did not answer, or said that it cannot now: worth another try later. */
public final class CcmUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public CcmUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public CcmUnavailable(String message) {
    super(message);
  }
}
