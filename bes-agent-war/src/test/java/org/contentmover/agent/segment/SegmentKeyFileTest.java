package org.contentmover.agent.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentKeyFileTest {
  private static final String ONE = "0123456789abcdef".repeat(4);
  private static final String TWO = "fedcba9876543210".repeat(4);
  @TempDir Path directory;

  @Test
  void shouldReadTheFileThatTheReferenceMakes() throws IOException {
    assertEquals(
        SegmentKeys.sealing(1, key(1, ONE)),
        SegmentKeyFile.read(file("key 1 = " + ONE + "\nsend = 1\n")));
  }

  @Test
  void shouldReadEveryStepOfARotation() throws IOException {
    assertEquals(
        new SegmentKeys(List.of(key(1, ONE), key(2, TWO)), 2, true, true),
        SegmentKeyFile.read(
            file(
                "# boston\n\nkey 1 = "
                    + ONE
                    + "\nkey 2="
                    + TWO
                    + "\nsend = 2\naccept-plain = yes\nencrypt = yes\n")));
    assertEquals(
        new SegmentKeys(List.of(key(1, ONE)), SegmentKeys.PLAIN, true, false),
        SegmentKeyFile.read(file("key 1 = " + ONE + "\nsend = none\naccept-plain = yes")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "key 1 = KEY",
        "send = 1",
        "key 1 = KEY\nsend = 2",
        "key 1 = KEY0\nsend = 1",
        "key 1 = short\nsend = 1",
        "key 0 = KEY\nsend = 0",
        "key 1 = KEY\nkey 1 = KEY\nsend = 1",
        "key 1 = KEY\nsend = none",
        "key 1 = KEY\nsend = KEY",
        "key 1 = KEY\nsend = 1\nencrypt = true",
        "key KEY\nsend = 1",
        "KEY = 1"
      })
  void shouldRefuseWhatIsWrongAndNeverShowASecret(String text) throws IOException {
    Path file = file(text.replace("KEY", ONE));

    IOException refused = assertThrows(IOException.class, () -> SegmentKeyFile.read(file));

    assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    assertFalse(refused.getMessage().contains(ONE.substring(0, 16)), refused.getMessage());
  }

  @Test
  void shouldRefuseAFileThatOthersCanRead() throws IOException {
    Path file = file("key 1 = " + ONE + "\nsend = 1\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    IOException refused = assertThrows(IOException.class, () -> SegmentKeyFile.read(file));

    assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
  }

  @Test
  void shouldNeverTakeAKeyThatIsGoneForAnOpenSegment() throws IOException {
    Path file = file("key 1 = " + ONE + "\nsend = 1\n");
    KeySource source = source(file);
    source.read();
    Files.delete(file);

    assertThrows(IOException.class, source::read);
    assertFalse(source.isOpen());
    assertEquals("seals with key 1, takes [key 1] (from " + file + ")", source.describe());
    assertFalse(source(file).isOpen());
  }

  private Path file(String text) throws IOException {
    Path file = directory.resolve("segment.keys");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static SegmentKey key(int id, String hex) {
    return new SegmentKey(id, HexFormat.of().parseHex(hex));
  }

  private KeySource source(Path file) {
    return new KeySource(
        new ServerName("boston-1"),
        new SegmentName("boston"),
        Optional.of(file),
        file.resolveSibling("state"));
  }
}
