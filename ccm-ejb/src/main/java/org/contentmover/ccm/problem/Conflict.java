package org.contentmover.ccm.problem;

/** The request contradicts the present state of an object (409). */
public class Conflict extends DomainException {
  private static final long serialVersionUID = 1L;

  public Conflict(String message) {
    super(message);
  }
}
