package org.contentmover.content.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Secrets over a connection that others listen to (EL-7). */
class KeyBoxTest {
  private static final String SECRET = "the ring of segment boston";
  private final SigningKey ccm = SigningKey.generate();
  private final KeyBox box = KeyBox.create();
  private final PublicKeyLookup pinned =
      id -> id.equals(ccm.keyId()) ? Optional.of(ccm.publicKey()) : Optional.empty();

  @Test
  void shouldBeOpenedByItsOwnerOnly() throws TokenRejected {
    String sealed = KeyBox.seal(ccm, box.address(), SECRET);
    assertEquals(SECRET, box.open(sealed, pinned));
    assertFalse(sealed.contains(SECRET));
    refused(TokenRejected.Reason.MALFORMED, KeyBox.create(), sealed);
  }

  @Test
  void shouldNotBelieveAStranger() {
    String sealed = KeyBox.seal(SigningKey.generate(), box.address(), SECRET);
    refused(TokenRejected.Reason.UNKNOWN_KEY, box, sealed);
  }

  @Test
  void shouldNotTakeWhatWasChanged() {
    String sealed = KeyBox.seal(ccm, box.address(), SECRET);
    int from = 0;
    for (String part : sealed.split("\\.")) {
      // In the middle: the last character of a part may have bits that say nothing.
      int at = from + part.length() / 2;
      char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);
      assertThrows(TokenRejected.class, () -> box.open(changed, pinned), changed);
      from += part.length() + 1;
    }
    refused(TokenRejected.Reason.MALFORMED, box, "no letter at all");
  }

  @Test
  void shouldSealForBoxesOnly() {
    for (String wrong : new String[] {"", "short", "?".repeat(43), null}) {
      assertThrows(IllegalArgumentException.class, () -> KeyBox.seal(ccm, wrong, SECRET));
    }
  }

  private void refused(TokenRejected.Reason reason, KeyBox by, String sealed) {
    TokenRejected refusal = assertThrows(TokenRejected.class, () -> by.open(sealed, pinned));
    assertEquals(reason, refusal.reason());
  }
}
