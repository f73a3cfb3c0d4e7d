package org.contentmover.ccm.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.security.Users;
import org.contentmover.ccm.security.view.UserView;

/**
 * Checks names and passwords of people, for the login page and for Basic alike, and slows guessing.
 */
@ApplicationScoped
public class SignIn {
  private final SignInThrottle throttle = new SignInThrottle();

  @Inject IdentityStoreHandler identityStores;
  @Inject Users users;

  /**
   * What an attempt came to.
   *
   * @param name null unless it succeeded
   * @param retryAfterSeconds more than 0 when too many failed before and the password was not
   *     looked at
   */
  public record Outcome(String name, Set<String> roles, long retryAfterSeconds) {
    public boolean succeeded() {
      return name != null;
    }

    /** What a person should know, empty when it succeeded. */
    public String explanation() {
      if (succeeded()) {
        return "";
      }
      return retryAfterSeconds > 0
          ? "Too many attempts failed. Try again in " + retryAfterSeconds + " s."
          : "User name and password do not match an enabled account.";
    }
  }

  public Outcome attempt(UsernamePasswordCredential credential, String address) {
    String name = credential.getCaller();
    long waitNs = throttle.waitNs(name, address, System.nanoTime());
    if (waitNs > 0) {
      return new Outcome(null, Set.of(), TimeUnit.NANOSECONDS.toSeconds(waitNs) + 1);
    }
    CredentialValidationResult result = identityStores.validate(credential);
    if (result.getStatus() != Status.VALID) {
      throttle.failed(name, address, System.nanoTime());
      return new Outcome(null, Set.of(), 0);
    }
    throttle.succeeded(name, address);
    return new Outcome(result.getCallerPrincipal().getName(), result.getCallerGroups(), 0);
  }

  /** The session of somebody whose attempt succeeded, or whose account changed by the own hand. */
  public SignedIn session(String name) {
    UserView account = users.view(name);
    return SignedIn.as(account);
  }

  /**
   * The roles of this session's person as they are now; empty when the session is over, because the
   * account was changed, disabled or removed, also if there is another one of that name now.
   */
  Optional<Set<String>> roles(SignedIn session) {
    try {
      UserView account = users.view(session.name());
      return account.enabled() && SignedIn.as(account).equals(session)
          ? Optional.of(Roles.including(account.roles()))
          : Optional.empty();
    } catch (NotFound removed) {
      return Optional.empty();
    }
  }
}
