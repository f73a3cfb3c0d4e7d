package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {
  @TempDir Path directory;

  @Test
  void shouldDeleteItselfAndNothingBeside() throws IOException {
    Path beside = Files.writeString(directory.resolve("beside"), "kept");
    Path inside;
    try (WorkDirectory work = WorkDirectory.in(directory)) {
      inside = work.path();
      assertEquals(directory, inside.getParent());
      Files.writeString(Files.createDirectory(inside.resolve("deep")).resolve("file"), "gone");
    }
    assertFalse(Files.exists(inside));
    assertEquals("kept", Files.readString(beside));
  }

  @Test
  void shouldBeAnotherOneForEach() throws IOException {
    try (WorkDirectory one = WorkDirectory.in(directory);
        WorkDirectory other = WorkDirectory.in(directory)) {
      assertNotEquals(one.path(), other.path());
    }
  }

  @Test
  void shouldFollowALinkToADirectoryAndLeaveBoth() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    WorkDirectory.in(link).close();
    assertTrue(Files.isDirectory(real) && Files.isSymbolicLink(link));
  }

  @Test
  void shouldRefuseAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    assertThrows(IOException.class, () -> WorkDirectory.in(file));
    assertEquals("no directory", Files.readString(file));
  }

  @Test
  void shouldNotFollowLinksWhenItDeletes() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("file"), "kept");
    try (WorkDirectory work = WorkDirectory.in(directory)) {
      Files.createSymbolicLink(work.path().resolve("link"), outside);
    }
    assertEquals("kept", Files.readString(outside.resolve("file")));
  }
}
