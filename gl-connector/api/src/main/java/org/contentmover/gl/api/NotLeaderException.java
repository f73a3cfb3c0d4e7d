package org.contentmover.gl.api;

import jakarta.resource.ResourceException;

/** The request needs the segment's leader, and this server is not the leader (EL-6). */
public class NotLeaderException extends ResourceException {
  private static final long serialVersionUID = 1L;

  /**
   * Names who leads instead.
   *
   * @param message for an administrator
   */
  public NotLeaderException(String message) {
    super(message);
  }
}
