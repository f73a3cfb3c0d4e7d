package org.contentmover.ccm.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.TokenClaims;

/**
 * What the CCM signs for others to show (docs/protocol/distribution.md, "Who proves what").
 * Stateless, safe for any thread.
 */
@ApplicationScoped
public class Tickets {
  private static final String CCM = "ccm";
  private static final String FETCH = "fetch";

  @Inject private CcmKeyChain keys;
  @Inject private Clock clock;

  /** The CCM speaks to a server. */
  public String toAgent(String server) {
    return issue(new TokenClaims(CCM, server, "agent", null), SignedToken.IDENTITY_LIFETIME);
  }

  /** A server may notify another of one assignment. */
  public String notify(String server, UUID assignment) {
    return issue(
        new TokenClaims(CCM, server, "notify", assignment.toString()),
        SignedToken.IDENTITY_LIFETIME);
  }

  /** Whoever has it may fetch one assignment from any server, until the distribution ends. */
  public String fetch(UUID assignment, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    Duration lifetime =
        left.compareTo(SignedToken.TICKET_LIFETIME) > 0
            ? SignedToken.TICKET_LIFETIME
            : left.compareTo(SignedToken.IDENTITY_LIFETIME) < 0
                ? SignedToken.IDENTITY_LIFETIME
                : left;
    return issue(new TokenClaims(CCM, FETCH, FETCH, assignment.toString()), lifetime);
  }

  private String issue(TokenClaims claims, Duration lifetime) {
    return SignedToken.issue(keys.current(), claims, clock.instant(), lifetime);
  }
}
