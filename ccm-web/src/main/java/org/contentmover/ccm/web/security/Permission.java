package org.contentmover.ccm.web.security;

import org.contentmover.ccm.problem.NotAllowed;

/** What a caller may do, and the one role it takes (UI-3). Roles of people include each other. */
public enum Permission {
  /** See everything, change the own password. */
  READ(Roles.VIEWER),
  /** Start and abort runs. */
  PUBLISH(Roles.PUBLISHER),
  /** Segments, servers, content groups, enrolment tokens. */
  OPERATE(Roles.OPERATOR),
  /** Jobs, hosted sites, staging areas, accounts. */
  ADMINISTER(Roles.ADMINISTRATOR),
  /** What servers ask, fetch and report. */
  SERVE(Roles.AGENT),
  /** Enrol one server. */
  ENROL(Roles.ENROLLING);

  private final String role;

  Permission(String role) {
    this.role = role;
  }

  public String role() {
    return role;
  }

  /** What a caller without it is told: no role of a person is that of a machine. */
  public NotAllowed missing() {
    return NotAllowed.action(
        switch (this) {
          case ENROL ->
              "This is for a server that enrols: it takes an enrolment token, as Authorization:"
                  + " Bearer. An operator makes one.";
          case SERVE -> "This is for servers: it takes a server's own token, and no account.";
          case ADMINISTER ->
              "This takes the role " + role + ". Ask an administrator, or use another account.";
          default ->
              "This takes the role "
                  + role
                  + " or a higher one. Ask an administrator, or use another account.";
        });
  }
}
