package org.contentmover.ccm.audit;

/**
 * Who asks for a change: a person, a server, or the CCM itself. Every change names one and is
 * written to the audit log.
 */
public record Actor(Kind kind, String name) {
  /** What sort of actor. */
  public enum Kind {
    USER,
    SERVER,
    CCM
  }

  /** The CCM by itself: timers, catch-up, first start. */
  public static final Actor CCM = new Actor(Kind.CCM, "ccm");

  public static Actor user(String name) {
    return new Actor(Kind.USER, name);
  }

  public static Actor server(String name) {
    return new Actor(Kind.SERVER, name);
  }

  @Override
  public String toString() {
    return kind == Kind.CCM ? name : kind.name().toLowerCase(java.util.Locale.ROOT) + " " + name;
  }
}
