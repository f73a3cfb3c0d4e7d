package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.EOFException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashedFileTest {
  @TempDir Path directory;

  /** As when it is cut while it is copied: its size was looked at before. */
  @Test
  void shouldNotWaitForBytesOfAFileThatBecameShorter() throws Exception {
    Path file = Files.write(directory.resolve("source"), new byte[100]);
    try (FileChannel source = FileChannel.open(file);
        FileChannel target =
            FileChannel.open(
                directory.resolve("target"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE)) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> assertThrows(EOFException.class, () -> HashedFile.append(source, 10, 100, target)));
    }
  }
}
