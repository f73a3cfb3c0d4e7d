package org.contentmover.agent.ccm;

/** A message that is not what the protocol says; names the field. */
public final class MalformedMessage extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedMessage(String message) {
    super(message);
  }
}
