package org.contentmover.ccm.problem;

/** One field of a request is not acceptable (400): which, what was found, what is allowed. */
public final class Invalid extends DomainException {
  private static final long serialVersionUID = 1L;
  private final String field;
  private final String found;
  private final String allowed;

  public Invalid(String field, Object found, String allowed) {
    super(field + ": found \"" + found + "\", allowed is " + allowed + ".");
    this.field = field;
    this.found = String.valueOf(found);
    this.allowed = allowed;
  }

  public String field() {
    return field;
  }

  public String found() {
    return found;
  }

  public String allowed() {
    return allowed;
  }
}
