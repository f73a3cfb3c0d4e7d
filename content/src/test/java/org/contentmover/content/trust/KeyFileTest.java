package org.contentmover.content.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir Path directory;

  @Test
  void shouldMakeAKeyOnceForItsOwnerOnly() throws Exception {
    Path file = directory.resolve("server.key");
    SigningKey key = KeyFile.loadOrCreate(file);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(key, KeyFile.loadOrCreate(file));
    try (var names = Files.list(directory)) {
      assertEquals(List.of(file), names.toList());
    }
    byte[] message = "message".getBytes(StandardCharsets.UTF_8);
    assertTrue(SigningKey.verify(key.publicKey(), message, KeyFile.load(file).sign(message)));
  }

  @Test
  void shouldRefuseAKeyThatOthersCanRead() throws Exception {
    Path file = directory.resolve("server.key");
    KeyFile.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    IOException refused = assertThrows(IOException.class, () -> KeyFile.load(file));
    assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
  }

  @Test
  void shouldRefuseWhatIsNoKeyWithoutRepeatingIt() throws Exception {
    Path file = directory.resolve("server.key");
    KeyFile.loadOrCreate(file);
    List<String> lines = Files.readAllLines(file);
    Path other = directory.resolve("other.key");
    KeyFile.loadOrCreate(other);
    List<String> otherLines = Files.readAllLines(other);
    for (List<String> content :
        List.of(
            List.of("c2VjcmV0", lines.get(1)),
            List.of(lines.get(0)),
            List.of(lines.get(0), otherLines.get(1)),
            List.<String>of())) {
      Files.write(file, content);
      IOException refused = assertThrows(IOException.class, () -> KeyFile.load(file));
      assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
      assertFalse(refused.getMessage().contains("c2VjcmV0"), refused.getMessage());
    }
  }

  @Test
  void shouldReadPublicKeyFiles() throws Exception {
    SigningKey key = SigningKey.generate();
    Path file = directory.resolve("ccm.pub");
    KeyFile.writePublic(file, key.publicKey());
    assertEquals(key.publicKey(), KeyFile.loadPublic(file));
    Files.writeString(file, "nonsense");
    assertThrows(IOException.class, () -> KeyFile.loadPublic(file));
  }

  @Test
  void shouldNameKeysByTheirHash() {
    SigningKey key = SigningKey.generate();
    assertTrue(key.keyId().matches("[0-9a-f]{16}"));
    assertEquals(key.keyId(), Ed25519Keys.keyId(key.publicKey()));
    assertEquals(
        key.publicKey(), Ed25519Keys.decodePublic(Ed25519Keys.encodePublic(key.publicKey())));
    assertArrayEquals(
        key.publicKey().getEncoded(),
        TrustedKeys.of(key.publicKey()).find(key.keyId()).orElseThrow().getEncoded());
    assertTrue(TrustedKeys.of().find(key.keyId()).isEmpty());
    assertFalse(key.toString().contains("PRIVATE"));
  }

  @Test
  void shouldNotTakeOneSignatureForAnother() {
    SigningKey key = SigningKey.generate();
    byte[] message = {1, 2, 3};
    byte[] signature = key.sign(message);
    assertTrue(SigningKey.verify(key.publicKey(), message, signature));
    assertFalse(SigningKey.verify(key.publicKey(), new byte[] {1, 2, 4}, signature));
    assertFalse(SigningKey.verify(SigningKey.generate().publicKey(), message, signature));
    assertFalse(SigningKey.verify(key.publicKey(), message, new byte[3]));
  }
}
