package org.contentmover.agent.fetch;

/** One source did not give what was asked of it; another one may. */
public class SourceFailed extends Exception {
  private static final long serialVersionUID = 1L;

  public SourceFailed(String message) {
    super(message);
  }

  public SourceFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
