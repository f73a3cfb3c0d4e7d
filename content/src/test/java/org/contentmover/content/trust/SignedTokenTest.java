package org.contentmover.content.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.contentmover.content.trust.TokenRejected.Reason;
import org.junit.jupiter.api.Test;

class SignedTokenTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final TokenClaims CLAIMS = new TokenClaims("ccm", "boston-1", "agent", null);

  private final SigningKey key = SigningKey.generate();

  private String token() {
    return SignedToken.issue(key, CLAIMS, NOW, MINUTE);
  }

  private SignedToken verify(String token, String audience, Instant now) throws TokenRejected {
    return SignedToken.verify(
        token, TrustedKeys.of(key.publicKey()), audience, now, SignedToken.IDENTITY_LIFETIME);
  }

  private void requireRejected(Reason reason, String token, String audience, Instant now) {
    TokenRejected rejected = assertThrows(TokenRejected.class, () -> verify(token, audience, now));
    assertEquals(reason, rejected.reason(), rejected.getMessage());
    assertFalse(rejected.getMessage().contains(token), "the message repeats the token");
  }

  @Test
  void shouldSayWhatWasIssued() throws Exception {
    SignedToken token = verify(token(), "boston-1", NOW);
    assertEquals(CLAIMS, token.claims());
    assertEquals(key.keyId(), token.keyId());
    assertEquals(NOW, token.issuedAt());
    assertEquals(NOW.plus(MINUTE), token.expiresAt());
    assertNotEquals(token.tokenId(), verify(token(), "boston-1", NOW).tokenId());
  }

  @Test
  void shouldCarryASubject() throws Exception {
    TokenClaims ticket = new TokenClaims("ccm", "fetch", "fetch", "assignment-1");
    String token = SignedToken.issue(key, ticket, NOW, MINUTE);
    assertEquals(ticket, verify(token, "fetch", NOW).claims());
  }

  @Test
  void shouldBeAJwtThatOthersCanRead() {
    String header =
        new String(Base64.getUrlDecoder().decode(token().split("\\.")[0]), StandardCharsets.UTF_8);
    assertEquals("{\"alg\":\"EdDSA\",\"kid\":\"" + key.keyId() + "\"}", header);
  }

  @Test
  void shouldRejectAnotherAudience() {
    requireRejected(Reason.WRONG_AUDIENCE, token(), "boston-2", NOW);
  }

  @Test
  void shouldExpireAllowingForClocksThatDiffer() throws Exception {
    verify(token(), "boston-1", NOW.plus(MINUTE).plusSeconds(29));
    requireRejected(Reason.EXPIRED, token(), "boston-1", NOW.plus(MINUTE).plusSeconds(30));
    verify(token(), "boston-1", NOW.minusSeconds(30));
    requireRejected(Reason.NOT_YET_VALID, token(), "boston-1", NOW.minusSeconds(31));
  }

  @Test
  void shouldSayHowFarTheClocksDiffer() {
    TokenRejected ahead = rejected(NOW.minusSeconds(3_605));
    assertEquals(Reason.NOT_YET_VALID, ahead.reason());
    assertTrue(ahead.getMessage().contains("1 h 0 min 5 s ahead of"), ahead.getMessage());
    TokenRejected behind = rejected(NOW.plusSeconds(3_600));
    assertEquals(Reason.EXPIRED, behind.reason());
    assertTrue(behind.getMessage().contains("1 h 0 min 0 s behind"), behind.getMessage());
  }

  private TokenRejected rejected(Instant now) {
    String token = token();
    return assertThrows(TokenRejected.class, () -> verify(token, "boston-1", now));
  }

  @Test
  void shouldKnowAnAuthenticTokenWhateverTheTime() throws Exception {
    SignedToken token = SignedToken.authentic(token(), TrustedKeys.of(key.publicKey()), "boston-1");
    assertEquals(CLAIMS, token.claims());
    for (Instant now : new Instant[] {NOW.minusSeconds(3_600), NOW.plusSeconds(3_600)}) {
      assertThrows(
          TokenRejected.class, () -> token.requireTimely(now, SignedToken.IDENTITY_LIFETIME));
    }
    assertThrows(
        TokenRejected.class,
        () -> SignedToken.authentic(token(), TrustedKeys.of(key.publicKey()), "boston-2"));
  }

  @Test
  void shouldRejectALifetimeLongerThanAllowed() {
    String ticket = SignedToken.issue(key, CLAIMS, NOW, SignedToken.TICKET_LIFETIME);
    requireRejected(Reason.LIFETIME_TOO_LONG, ticket, "boston-1", NOW);
  }

  @Test
  void shouldRejectAnUnknownKey() {
    String token = SignedToken.issue(SigningKey.generate(), CLAIMS, NOW, MINUTE);
    requireRejected(Reason.UNKNOWN_KEY, token, "boston-1", NOW);
  }

  @Test
  void shouldRejectASignatureOfAnotherKeyUnderAKnownId() throws Exception {
    SigningKey forger = SigningKey.generate();
    String token = SignedToken.issue(forger, CLAIMS, NOW, MINUTE);
    TokenRejected rejected =
        assertThrows(
            TokenRejected.class,
            () ->
                SignedToken.verify(
                    token,
                    keyId -> Optional.of(key.publicKey()),
                    "boston-1",
                    NOW,
                    SignedToken.IDENTITY_LIFETIME));
    assertEquals(Reason.BAD_SIGNATURE, rejected.reason());
  }

  @Test
  void shouldRejectEveryChangedCharacterOfTheClaims() {
    String token = token();
    int start = token.indexOf('.') + 1;
    int end = token.lastIndexOf('.');
    for (int i = start; i < end; i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertThrows(TokenRejected.class, () -> verify(changed, "boston-1", NOW));
    }
  }

  @Test
  void shouldRejectOtherAlgorithms() {
    String header = encode("{\"alg\":\"none\",\"kid\":\"" + key.keyId() + "\"}");
    String claims = token().split("\\.")[1];
    requireRejected(Reason.BAD_SIGNATURE, header + "." + claims + ".", "boston-1", NOW);
    String hmac = encode("{\"alg\":\"HS256\",\"kid\":\"" + key.keyId() + "\"}");
    requireRejected(Reason.BAD_SIGNATURE, hmac + "." + claims + ".AAAA", "boston-1", NOW);
  }

  @Test
  void shouldRejectWhatIsNoToken() {
    for (String nonsense : new String[] {"", "x", "a.b", "a.b.c", "....", "\u0000"}) {
      TokenRejected rejected =
          assertThrows(TokenRejected.class, () -> verify(nonsense, "boston-1", NOW));
      assertEquals(Reason.MALFORMED, rejected.reason(), nonsense);
    }
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
