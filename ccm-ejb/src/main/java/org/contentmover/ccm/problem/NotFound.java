package org.contentmover.ccm.problem;

/** The named object does not exist (404). */
public final class NotFound extends DomainException {
  private static final long serialVersionUID = 1L;
  private final String noun;
  private final String id;

  public NotFound(String noun, Object id) {
    super("There is no " + noun + " \"" + id + "\".");
    this.noun = noun;
    this.id = String.valueOf(id);
  }

  /** What was looked for, for example {@code content group}. */
  public String noun() {
    return noun;
  }

  /** The name or id that was asked for. */
  public String id() {
    return id;
  }
}
