package org.contentmover.agent.ccm;

/** The other side did not answer, or said that it cannot now: worth another try later. */
public final class PeerUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public PeerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public PeerUnavailable(String message) {
    super(message);
  }
}
