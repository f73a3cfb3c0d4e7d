package org.contentmover.content.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** The last character has two bits more than the key: else one box had four addresses. */
  @Test
  void shouldHaveOneAddressOnly() {
    String address = box.address();
    KeyBox.requireAddress(address);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char last = alphabet.charAt(alphabet.indexOf(address.charAt(42)) + 1);
    String other = address.substring(0, 42) + last;
    assertThrows(IllegalArgumentException.class, () -> KeyBox.requireAddress(other));
  }

  @Test
  void shouldSealForBoxesOnly() {
    for (String wrong : new String[] {"", "short", "?".repeat(43), null}) {
      assertThrows(IllegalArgumentException.class, () -> KeyBox.seal(ccm, wrong, SECRET));
    }
  }

  @Test
  void shouldOpenAfterARestartWhatWasSealedBefore(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("box.key");
    String sealed = KeyBox.seal(ccm, KeyBox.loadOrCreate(file).address(), SECRET);

    assertEquals(SECRET, KeyBox.loadOrCreate(file).open(sealed, pinned));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void shouldNameAFileThatIsDamagedWithoutQuotingIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("box.key");
    KeyBox.loadOrCreate(file);
    List<String> lines = Files.readAllLines(file);
    Path other = directory.resolve("other.key");
    KeyBox.loadOrCreate(other);
    for (String damaged :
        List.of(
            "",
            lines.get(0),
            lines.get(0).substring(4) + '\n' + lines.get(1),
            lines.get(0) + '\n' + Files.readAllLines(other).get(1))) {
      Files.writeString(file, damaged);

      IOException told = assertThrows(IOException.class, () -> KeyBox.loadOrCreate(file));

      assertTrue(told.getMessage().contains(file + " is damaged"), told.getMessage());
      assertFalse(told.toString().contains(lines.get(0).substring(20)));
    }
  }

  @Test
  void shouldNotBeKeptWhereOthersCanReadIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("box.key");
    KeyBox.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    IOException told = assertThrows(IOException.class, () -> KeyBox.loadOrCreate(file));

    assertTrue(told.getMessage().contains("chmod 600 " + file), told.getMessage());
  }

  @Test
  void shouldKnowAddressesThatKeepNoSecret() {
    KeyBox.requireAddress(box.address());
    for (String wrong : new String[] {"", "?".repeat(43), "A".repeat(43), null}) {
      assertThrows(IllegalArgumentException.class, () -> KeyBox.requireAddress(wrong));
    }
  }

  @Test
  void shouldUnwrapAKeyForItsOwnerAndItsPurposeOnly() throws Exception {
    byte[] key = "a key of thirty-two bytes, secret".substring(0, 32).getBytes(US_ASCII);
    byte[] purpose = "assignment 1".getBytes(US_ASCII);
    byte[] wrapped = KeyBox.wrap(box.address(), key, purpose);

    assertArrayEquals(key, box.unwrap(wrapped, purpose));
    assertEquals(80, wrapped.length);
    byte[] otherPurpose = "assignment 2".getBytes(US_ASCII);
    assertThrows(GeneralSecurityException.class, () -> KeyBox.create().unwrap(wrapped, purpose));
    assertThrows(GeneralSecurityException.class, () -> box.unwrap(wrapped, otherPurpose));
    for (int at = 0; at < wrapped.length; at++) {
      byte[] changed = wrapped.clone();
      changed[at] ^= 1;
      assertThrows(GeneralSecurityException.class, () -> box.unwrap(changed, purpose));
    }
  }

  private void refused(TokenRejected.Reason reason, KeyBox by, String sealed) {
    TokenRejected refusal = assertThrows(TokenRejected.class, () -> by.open(sealed, pinned));
    assertEquals(reason, refusal.reason());
  }
}
