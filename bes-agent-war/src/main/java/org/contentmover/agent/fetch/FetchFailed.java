package org.contentmover.agent.fetch;

/**
 * An assignment could not be fetched; the message says from where it was tried and what happened.
 */
public final class FetchFailed extends Exception {
  private static final long serialVersionUID = 1L;

  FetchFailed(String message) {
    super(message);
  }
}
