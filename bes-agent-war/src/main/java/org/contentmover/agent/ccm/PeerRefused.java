package org.contentmover.agent.ccm;

/** The other side understood and said no; the same request would be answered the same. */
public final class PeerRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  public PeerRefused(int status, String detail) {
    super("HTTP " + status + ": " + detail);
    this.status = status;
  }

  /** The HTTP status, 4xx. */
  public int status() {
    return status;
  }

  /** Whether the credential was refused, which a repaired clock or registration may heal. */
  public boolean concernsCredential() {
    return status == 401 || status == 403;
  }
}
