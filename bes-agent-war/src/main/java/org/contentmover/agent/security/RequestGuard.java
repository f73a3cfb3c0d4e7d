package org.contentmover.agent.security;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.core.ids.ServerName;

/**
 * Decides whether a request may pass. Everything is refused that no rule allows. Stateless apart
 * from the trusted keys it asks; safe for any thread.
 */
public final class RequestGuard {
  private static final String CCM = "ccm";
  private static final String FETCH = "fetch";
  private static final String SCOPE_AGENT = "agent";
  private static final String SCOPE_NOTIFY = "notify";
  private static final String NOTIFICATIONS = "/agent/notifications";
  private static final Pattern CONTENT =
      Pattern.compile("/agent/assignments/([0-9a-fA-F-]{36})/content");
  private static final Pattern OPEN = Pattern.compile("/(live|health)(/.*)?", Pattern.DOTALL);
  private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

  private final ServerName self;
  private final PublicKeyLookup ccmKeys;
  private final Clock clock;

  /**
   * A guard for one server.
   *
   * @param ccmKeys the pinned key; none before enrolment, then nothing but the open paths passes
   */
  public RequestGuard(ServerName self, PublicKeyLookup ccmKeys, Clock clock) {
    this.self = self;
    this.ccmKeys = ccmKeys;
    this.clock = clock;
  }

  /**
   * The decision on one request.
   *
   * @param allowed whether it passes
   * @param onlyAbout the one assignment the credential is good for; empty when for any
   * @param reason why not, for this server's log
   */
  public record Decision(boolean allowed, Optional<String> onlyAbout, String reason) {
    private static final Decision OPEN_TO_ALL = new Decision(true, Optional.empty(), "");

    private static Decision pass(String subject) {
      return new Decision(true, Optional.ofNullable(subject), "");
    }

    private static Decision deny(String reason) {
      return new Decision(false, Optional.empty(), reason);
    }
  }

  /**
   * Judges a request.
   *
   * @param path decoded, as the server dispatches it
   * @param authorization value of the Authorization header, null when absent
   */
  public Decision judge(String path, String authorization) {
    if (OPEN.matcher(path).matches()) {
      return Decision.OPEN_TO_ALL;
    }
    Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization.strip());
    if (!bearer.matches()) {
      return Decision.deny("no bearer token");
    }
    String token = bearer.group(1);
    try {
      Matcher content = CONTENT.matcher(path);
      if (content.matches()) {
        return judgeFetch(token, content.group(1));
      }
      return judgeCommand(token, path);
    } catch (TokenRejected e) {
      return Decision.deny(e.getMessage());
    }
  }

  private Decision judgeFetch(String token, String assignment) throws TokenRejected {
    SignedToken ticket;
    try {
      ticket = verified(token, FETCH, SignedToken.TICKET_LIFETIME);
    } catch (TokenRejected e) {
      if (e.reason() == TokenRejected.Reason.WRONG_AUDIENCE) {
        return judgeCommand(token, "");
      }
      throw e;
    }
    if (!FETCH.equals(ticket.claims().scope())
        || !assignment.equalsIgnoreCase(ticket.claims().subject())) {
      return Decision.deny(
          "the ticket is for scope "
              + ticket.claims().scope()
              + " and assignment "
              + ticket.claims().subject());
    }
    return Decision.pass(ticket.claims().subject());
  }

  private Decision judgeCommand(String token, String path) throws TokenRejected {
    SignedToken command = verified(token, self.value(), SignedToken.IDENTITY_LIFETIME);
    String scope = command.claims().scope();
    if (!CCM.equals(command.claims().issuer())) {
      return Decision.deny("the token was issued by " + command.claims().issuer());
    }
    if (SCOPE_AGENT.equals(scope)) {
      return Decision.pass(null);
    }
    if (SCOPE_NOTIFY.equals(scope)
        && path.equals(NOTIFICATIONS)
        && command.claims().subject() != null) {
      return Decision.pass(command.claims().subject());
    }
    return Decision.deny("the token's scope " + scope + " does not cover " + path);
  }

  private SignedToken verified(String token, String audience, Duration longest)
      throws TokenRejected {
    return SignedToken.verify(token, ccmKeys, audience, clock.instant(), longest);
  }
}
