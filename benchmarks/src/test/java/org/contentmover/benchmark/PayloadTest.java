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
    Payload one =
        PayloadForm.parse("tree:150").make(Files.createDirectory(directory.resolve("one")));
    Payload other =
        PayloadForm.parse("tree:150").make(Files.createDirectory(directory.resolve("other")));
    assertEquals(one.bytes(), other.bytes());
    assertTrue(Trees.same(one.path(), other.path()));
  }

  @Test
  void shouldNoticeOneWrongByteInATree() throws IOException {
    Payload one =
        PayloadForm.parse("tree:20").make(Files.createDirectory(directory.resolve("one")));
    Payload other =
        PayloadForm.parse("tree:20").make(Files.createDirectory(directory.resolve("other")));
    Path file = other.path().resolve("d0000/f7.jpg");
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1]++;
    Files.write(file, content);
    assertFalse(Trees.same(one.path(), other.path()));
  }

  @Test
  void shouldNoticeAFileTooMany() throws IOException {
    Payload one = PayloadForm.parse("tree:2").make(Files.createDirectory(directory.resolve("one")));
    Payload other =
        PayloadForm.parse("tree:3").make(Files.createDirectory(directory.resolve("other")));
    assertFalse(Trees.same(one.path(), other.path()));
  }

  @Test
  void shouldMakeAFileOfTheSizeAsked() throws IOException {
    Payload payload = PayloadForm.parse("file:3KiB").make(directory);
    assertEquals(3 << 10, payload.bytes());
    assertEquals(3 << 10, Files.size(payload.path()));
  }

  @Test
  void shouldTakeWhatIsThere() throws IOException {
    Files.write(directory.resolve("a"), new byte[5]);
    Files.write(Files.createDirectory(directory.resolve("b")).resolve("c"), new byte[6]);
    assertEquals(11, PayloadForm.parse("path:" + directory).make(directory).bytes());
  }

  @Test
  void shouldTakeAFileBehindALinkAsTheFile() throws IOException {
    Path file = Files.write(directory.resolve("a"), new byte[5]);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertEquals(5, PayloadForm.parse("path:" + link).make(directory).bytes());
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThrows(IllegalArgumentException.class, () -> PayloadForm.parse("file:3"));
  }

  @Test
  void shouldRefuseWhatIsEmpty() {
    assertThrows(IllegalArgumentException.class, () -> PayloadForm.parse("path:" + directory));
  }
}
