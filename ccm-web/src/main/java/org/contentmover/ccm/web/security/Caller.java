package org.contentmover.ccm.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.contentmover.ccm.audit.Actor;

/** Who makes this request and what it may do; pages know it as {@code caller}. */
@Named
@RequestScoped
public class Caller {
  @Inject HttpServletRequest request;

  /** The name of the person or server; empty when nobody proved who it is. */
  public String getName() {
    Principal principal = request.getUserPrincipal();
    return principal == null ? "" : principal.getName();
  }

  /** The person who asks for a change. */
  public Actor person() {
    return Actor.user(getName());
  }

  public boolean may(Permission permission) {
    return request.isUserInRole(permission.role());
  }

  public boolean isPublisher() {
    return may(Permission.PUBLISH);
  }

  public boolean isOperator() {
    return may(Permission.OPERATE);
  }

  public boolean isAdministrator() {
    return may(Permission.ADMINISTER);
  }
}
