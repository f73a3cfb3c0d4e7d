package org.contentmover.ccm.web.security;

import java.util.LinkedHashSet;
import java.util.Set;
import org.contentmover.ccm.security.view.Role;

/**
 * The roles of callers as the server's security knows them. Those of people include each other:
 * administrator, operator, publisher, viewer (UI-3); a server and a one-time token have one of
 * their own and nothing else. Pure.
 */
public final class Roles {
  public static final String ADMINISTRATOR = "administrator";
  public static final String OPERATOR = "operator";
  public static final String PUBLISHER = "publisher";
  public static final String VIEWER = "viewer";

  /** A server that proved itself with its own key. */
  public static final String AGENT = "agent";

  /** Whoever holds a one-time enrolment token. */
  public static final String ENROLLING = "enrolling";

  private Roles() {}

  /** The roles a person has with these: each of {@link Role} includes those after it. */
  public static Set<String> including(Set<Role> granted) {
    Set<String> names = new LinkedHashSet<>();
    boolean included = false;
    for (Role role : Role.values()) {
      included |= granted.contains(role);
      if (included) {
        names.add(role.roleName());
      }
    }
    return names;
  }
}
