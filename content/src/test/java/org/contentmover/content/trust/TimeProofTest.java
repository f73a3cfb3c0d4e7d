package org.contentmover.content.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeProofTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final String ASKED = "header.claims.signature";

  private final SigningKey ccm = SigningKey.generate();

  private Instant verify(String proof, String asked, String server) throws TokenRejected {
    return TimeProof.verify(proof, asked, TrustedKeys.of(ccm.publicKey()), server);
  }

  @Test
  void shouldTellTheTimeToWhoeverAsked() throws Exception {
    String proof = TimeProof.issue(ccm, "boston-1", ASKED, NOW.plusMillis(999));
    assertEquals(NOW, verify(proof, ASKED, "boston-1"), "whole seconds, never later than it was");
  }

  @Test
  void shouldProveNothingToAnotherQuestionServerOrKey() {
    String proof = TimeProof.issue(ccm, "boston-1", ASKED, NOW);
    assertThrows(TokenRejected.class, () -> verify(proof, "another.claims.signature", "boston-1"));
    assertThrows(TokenRejected.class, () -> verify(proof, ASKED, "boston-2"));
    String forged = TimeProof.issue(SigningKey.generate(), "boston-1", ASKED, NOW);
    assertThrows(TokenRejected.class, () -> verify(forged, ASKED, "boston-1"));
    assertThrows(TokenRejected.class, () -> verify("nonsense", ASKED, "boston-1"));
  }

  /** What the CCM signs for other purposes was recorded, and has a time in it, too. */
  @Test
  void shouldNotTakeAnotherTokenOfTheCcmForATime() {
    String command =
        SignedToken.issue(
            ccm,
            new TokenClaims("ccm", "boston-1", "agent", null),
            NOW,
            SignedToken.IDENTITY_LIFETIME);
    assertThrows(TokenRejected.class, () -> verify(command, ASKED, "boston-1"));
    assertThrows(TokenRejected.class, () -> verify(command, command, "boston-1"));
  }
}
