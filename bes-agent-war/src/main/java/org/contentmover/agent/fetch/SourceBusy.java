package org.contentmover.agent.fetch;

import java.net.ProtocolException;

/** The source has too much to do; it has what was asked for a moment later. */
public final class SourceBusy extends SourceFailed {
  private static final long serialVersionUID = 1L;

  public SourceBusy(String message) {
    super(message);
  }

  /** What the head of the answer says, on its way through the HTTP client. */
  static final class Answer extends ProtocolException {
    private static final long serialVersionUID = 1L;

    Answer() {
      super("HTTP 503: it has too much to do");
    }
  }
}
