package org.contentmover.ccm.problem;

/**
 * The caller proved who it is, or failed to, and may not do this (401 without identity, else 403).
 */
public final class NotAllowed extends DomainException {
  private static final long serialVersionUID = 1L;
  private final boolean authenticated;

  private NotAllowed(String message, boolean authenticated) {
    super(message);
    this.authenticated = authenticated;
  }

  /** The credential itself is not accepted. */
  public static NotAllowed credential(String message) {
    return new NotAllowed(message, false);
  }

  /** The credential is good, the action is not permitted to its owner. */
  public static NotAllowed action(String message) {
    return new NotAllowed(message, true);
  }

  public boolean authenticated() {
    return authenticated;
  }
}
