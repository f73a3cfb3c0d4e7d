package org.contentmover.ccm.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import org.contentmover.ccm.problem.ClockDiffers;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.security.ServerTokens;
import org.contentmover.ccm.security.Users;
import org.contentmover.ccm.topology.Enrolments;
import org.contentmover.ccm.web.problem.ErrorServlet;
import org.contentmover.ccm.web.problem.Problems;

/**
 * Who a credential belongs to: accounts of people, keys of servers, one-time tokens (UI-3, UI-4).
 */
@ApplicationScoped
public class CcmIdentityStore implements IdentityStore {
  @Inject Users users;
  @Inject ServerTokens serverTokens;
  @Inject Enrolments enrolments;

  @Override
  public CredentialValidationResult validate(Credential credential) {
    if (credential instanceof UsernamePasswordCredential password) {
      return person(password);
    }
    if (credential instanceof BearerCredential bearer) {
      return bearer.purpose() == BearerCredential.Purpose.ENROLMENT
          ? newServer(bearer)
          : server(bearer);
    }
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult person(UsernamePasswordCredential credential) {
    return users
        .verify(credential.getCaller(), credential.getPasswordAsString())
        .map(user -> new CredentialValidationResult(user.name(), Roles.including(user.roles())))
        .orElse(CredentialValidationResult.INVALID_RESULT);
  }

  private CredentialValidationResult server(BearerCredential credential) {
    try {
      return new CredentialValidationResult(
          serverTokens.authenticate(credential.token()).name(), Set.of(Roles.AGENT));
    } catch (NotAllowed | ClockDiffers reason) {
      credential.refused(ErrorServlet.problemOf(reason, "authentication"));
      return CredentialValidationResult.INVALID_RESULT;
    }
  }

  private CredentialValidationResult newServer(BearerCredential credential) {
    if (enrolments.recognises(credential.token())) {
      return new CredentialValidationResult("new server", Set.of(Roles.ENROLLING));
    }
    credential.refused(
        Problems.unauthenticated(
            "The enrolment token is not one the CCM issued. Create one in the console under"
                + " Enrolment."));
    return CredentialValidationResult.INVALID_RESULT;
  }
}
