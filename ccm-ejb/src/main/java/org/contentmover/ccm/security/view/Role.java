package org.contentmover.ccm.security.view;

/** What a person may do; each role includes the ones below it. */
public enum Role {
  ADMINISTRATOR("administrator"),
  OPERATOR("operator"),
  PUBLISHER("publisher"),
  VIEWER("viewer");

  private final String roleName;

  Role(String roleName) {
    this.roleName = roleName;
  }

  /** As it is named in security constraints. */
  public String roleName() {
    return roleName;
  }
}
