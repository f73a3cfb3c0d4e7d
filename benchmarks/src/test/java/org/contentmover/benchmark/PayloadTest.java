package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadTest {
  @TempDir Path directory;

  @Test
  void shouldMakeTheSameTreeAgain() throws IOException {
    Payload one = Payload.of("tree:150", Files.createDirectory(directory.resolve("one")));
    Payload other = Payload.of("tree:150", Files.createDirectory(directory.resolve("other")));
    assertEquals(one.bytes(), other.bytes());
    assertTrue(Trees.same(one.path(), other.path()));
  }

  @Test
  void shouldNoticeOneWrongByteInATree() throws IOException {
    Payload one = Payload.of("tree:20", Files.createDirectory(directory.resolve("one")));
    Payload other = Payload.of("tree:20", Files.createDirectory(directory.resolve("other")));
    Path file = other.path().resolve("d0000/f7.jpg");
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1]++;
    Files.write(file, content);
    assertFalse(Trees.same(one.path(), other.path()));
  }

  @Test
  void shouldNoticeAFileTooMany() throws IOException {
    Payload one = Payload.of("tree:2", Files.createDirectory(directory.resolve("one")));
    Payload other = Payload.of("tree:3", Files.createDirectory(directory.resolve("other")));
    assertFalse(Trees.same(one.path(), other.path()));
  }

  @Test
  void shouldMakeAFileOfTheSizeAsked() throws IOException {
    Payload payload = Payload.of("file:3KiB", directory);
    assertEquals(3 << 10, payload.bytes());
    assertEquals(3 << 10, Files.size(payload.path()));
  }

  @Test
  void shouldTakeWhatIsThere() throws IOException {
    Files.write(directory.resolve("a"), new byte[5]);
    Files.write(Files.createDirectory(directory.resolve("b")).resolve("c"), new byte[6]);
    assertEquals(11, Payload.of("path:" + directory, directory).bytes());
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThrows(IllegalArgumentException.class, () -> Payload.of("file:3", directory));
  }
}
