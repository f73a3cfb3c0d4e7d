package org.contentmover.content.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CcmKeyRingTest {
  private final SigningKey one = SigningKey.generate();
  private final SigningKey two = SigningKey.generate();
  private final CcmKeyRing first = CcmKeyRing.first(one.publicKey());
  private final CcmKeyRing both = first.next(List.of(one.publicKey(), two.publicKey()));
  private final CcmKeyRing last = both.next(List.of(two.publicKey()));

  private static void requireRejected(
      TokenRejected.Reason reason, CcmKeyRing known, String letter) {
    assertEquals(reason, assertThrows(TokenRejected.class, () -> known.after(letter)).reason());
  }

  @Test
  void shouldLeadFromKeyToKey() throws Exception {
    CcmKeyRing followed = first.after(both.letter(one)).after(last.letter(two));
    assertEquals(last, followed);
    assertTrue(followed.find(two.keyId()).isPresent());
    assertTrue(followed.find(one.keyId()).isEmpty());
  }

  @Test
  void shouldFollowNobodyWhoIsNotOnTheRing() {
    requireRejected(TokenRejected.Reason.UNKNOWN_KEY, first, both.letter(two));
    requireRejected(
        TokenRejected.Reason.UNKNOWN_KEY, last, last.next(List.of(one.publicKey())).letter(one));
  }

  @Test
  void shouldFollowStepByStepOnly() {
    requireRejected(TokenRejected.Reason.MALFORMED, both, both.letter(one));
    requireRejected(TokenRejected.Reason.MALFORMED, first, last.letter(one));
  }

  @Test
  void shouldFollowNothingThatWasChanged() {
    String letter = both.letter(one);
    String[] parts = letter.split("\\.");
    String[] others = last.letter(two).split("\\.");
    requireRejected(
        TokenRejected.Reason.BAD_SIGNATURE, first, parts[0] + "." + others[1] + "." + parts[2]);
    requireRejected(TokenRejected.Reason.MALFORMED, first, "letter");
    requireRejected(
        TokenRejected.Reason.MALFORMED,
        first,
        SignedToken.issue(
            one,
            new TokenClaims("ccm", "ccm-key-ring", null, null),
            java.time.Instant.now(),
            SignedToken.IDENTITY_LIFETIME));
  }

  @Test
  void shouldBeOneLineOfText() {
    assertEquals(both, CcmKeyRing.parse(both.text() + "\n"));
    for (String wrong : List.of("", "1", "x " + first.text(), "0 " + first.text(), "1 AAAA")) {
      assertThrows(IllegalArgumentException.class, () -> CcmKeyRing.parse(wrong), wrong);
    }
  }
}
