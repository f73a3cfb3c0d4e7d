package org.contentmover.content.trust;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.contentmover.core.manifest.ContentHash;

/**
 * What time it is at the CCM, signed for one server in answer to one token of it that was refused
 * for its times alone (docs/protocol/distribution.md, "Clocks that differ"). The token it answers
 * is named in it, so a recording is of no use. Stateless, usable from any thread.
 */
public final class TimeProof {
  private static final String CCM = "ccm";
  private static final String SCOPE = "time";

  private TimeProof() {}

  /** At the CCM: the time for the server whose token was refused. */
  public static String issue(SigningKey ccmKey, String server, String refused, Instant now) {
    return SignedToken.issue(
        ccmKey,
        new TokenClaims(CCM, server, SCOPE, digest(refused)),
        now,
        SignedToken.IDENTITY_LIFETIME);
  }

  /**
   * At the server: what time it was at the CCM when it answered, in whole seconds.
   *
   * @param sent the token the CCM was asked with
   * @throws TokenRejected when this is not the CCM's answer to it
   */
  public static Instant verify(String proof, String sent, PublicKeyLookup ccmKeys, String server)
      throws TokenRejected {
    SignedToken told = SignedToken.authentic(proof, ccmKeys, server);
    TokenClaims claims = told.claims();
    if (!CCM.equals(claims.issuer())
        || !SCOPE.equals(claims.scope())
        || !digest(sent).equals(claims.subject())) {
      throw new TokenRejected(
          TokenRejected.Reason.WRONG_AUDIENCE, "this is not the CCM's time for the token sent");
    }
    return told.issuedAt();
  }

  private static String digest(String token) {
    return ContentHash.sha256(token.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
