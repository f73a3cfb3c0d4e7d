package org.contentmover.ccm.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.topology.Enrolments;
import org.contentmover.ccm.topology.view.EnrolmentTokenView;
import org.contentmover.ccm.topology.view.NewEnrolmentToken;
import org.contentmover.ccm.web.security.Caller;
import org.contentmover.ccm.web.security.Permission;

/** One-time tokens new servers enrol with: list, issue, revoke. */
@Named
@RequestScoped
public class EnrolmentPage {
  @Inject Enrolments enrolments;
  @Inject Caller caller;

  private String note;
  private String server;
  private int uses = 1;
  private long lifetimeHours = 24;

  /** The secret just issued: shown once, on this answer only. */
  private String secret;

  private List<EnrolmentTokenView> tokens;

  @PostConstruct
  void read() {
    tokens = enrolments.tokens();
  }

  @PageAction(Permission.OPERATE)
  public void issue() {
    secret =
        enrolments
            .issue(
                new NewEnrolmentToken(note, server, uses, Duration.ofHours(lifetimeHours)),
                caller.person())
            .secret();
    read();
  }

  @PageAction(Permission.OPERATE)
  public String revoke(UUID token) {
    enrolments.revoke(token, caller.person());
    Messages.done("The token is revoked; servers that enrolled with it stay.");
    return "enrolment?faces-redirect=true";
  }

  public List<EnrolmentTokenView> getTokens() {
    return tokens;
  }

  public String getSecret() {
    return secret;
  }

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note;
  }

  public String getServer() {
    return server;
  }

  public void setServer(String server) {
    this.server = server;
  }

  public int getUses() {
    return uses;
  }

  public void setUses(int uses) {
    this.uses = uses;
  }

  public long getLifetimeHours() {
    return lifetimeHours;
  }

  public void setLifetimeHours(long lifetimeHours) {
    this.lifetimeHours = lifetimeHours;
  }
}
