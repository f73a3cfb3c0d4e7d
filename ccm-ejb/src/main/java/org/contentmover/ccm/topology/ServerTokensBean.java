package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.security.ServerTokens;
import org.contentmover.ccm.security.view.AuthenticatedServer;
import org.contentmover.ccm.topology.view.ServerKey;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.TokenRejected;

/** Checks servers' tokens against the keys they enrolled with. */
@Stateless
public class ServerTokensBean implements ServerTokens {
  @Inject private ServerDirectory servers;
  @Inject private Clock clock;

  @Override
  public AuthenticatedServer authenticate(String token) {
    try {
      SignedToken verified =
          SignedToken.verify(
              token,
              keyId -> servers.findKey(keyId).map(key -> Ed25519Keys.decodePublic(key.publicKey())),
              "ccm",
              clock.instant(),
              SignedToken.IDENTITY_LIFETIME);
      ServerKey key =
          servers
              .findKey(verified.keyId())
              .filter(found -> found.server().equals(verified.claims().issuer()))
              .orElseThrow(
                  () -> NotAllowed.credential("The token is signed with another server's key."));
      return new AuthenticatedServer(key.server(), key.segment());
    } catch (TokenRejected e) {
      throw NotAllowed.credential("The server's token is not accepted: " + e.getMessage() + ".");
    }
  }
}
