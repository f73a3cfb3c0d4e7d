package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.ccm.problem.ClockDiffers;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.security.ServerTokens;
import org.contentmover.ccm.security.view.AuthenticatedServer;
import org.contentmover.ccm.topology.view.ServerKey;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenRejected;

/** Checks servers' tokens against the keys they enrolled with. */
@Stateless
public class ServerTokensBean implements ServerTokens {
  @Inject private ServerDirectory servers;
  @Inject private Clock clock;
  @Inject private CcmKeyChain keys;

  @Override
  public AuthenticatedServer authenticate(String token) {
    List<ServerKey> owners = new ArrayList<>();
    try {
      SignedToken authentic =
          SignedToken.authentic(token, keyId -> publicKey(keyId, owners), "ccm");
      ServerKey key = keyOf(authentic.claims().issuer(), owners);
      requireTimely(authentic, token);
      return new AuthenticatedServer(key.server(), key.segment());
    } catch (TokenRejected e) {
      throw NotAllowed.credential(refusal(e));
    }
  }

  private Optional<PublicKey> publicKey(String keyId, List<ServerKey> owners) {
    owners.addAll(servers.keys(keyId));
    return owners.stream().findFirst().map(key -> Ed25519Keys.decodePublic(key.publicKey()));
  }

  private static ServerKey keyOf(String issuer, List<ServerKey> owners) {
    return owners.stream()
        .filter(key -> key.server().equals(issuer))
        .findFirst()
        .orElseThrow(() -> NotAllowed.credential(SharedKey.token(issuer, owners.get(0).server())));
  }

  /** A server whose clock is wrong is told the time, so that it can work in spite of it. */
  private void requireTimely(SignedToken authentic, String token) throws TokenRejected {
    Instant now = clock.instant();
    try {
      authentic.requireTimely(now, SignedToken.IDENTITY_LIFETIME);
    } catch (TokenRejected e) {
      if (e.reason() == TokenRejected.Reason.LIFETIME_TOO_LONG) {
        throw e;
      }
      String server = authentic.claims().issuer();
      throw new ClockDiffers(
          refusal(e) + " Synchronise the clocks of server \"" + server + "\" and of the CCM.",
          TimeProof.issue(keys.current(), server, token, now));
    }
  }

  private static String refusal(TokenRejected reason) {
    return "The server's token is not accepted: " + reason.getMessage() + ".";
  }
}
