package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tree looks like by stat alone (CM-10). */
class TreeFingerprintTest {
  @TempDir Path root;
  private Path page;

  @BeforeEach
  void fill() throws IOException {
    page = Files.createDirectories(root.resolve("section")).resolve("page.html");
    Files.writeString(page, "a page");
    Files.createSymbolicLink(root.resolve("first.html"), Path.of("section/page.html"));
  }

  @Test
  void shouldBeTheSameAsLongAsNothingChanges() throws IOException {
    assertEquals(look(), look());
  }

  @Test
  void shouldDifferAfterEveryChange() throws IOException {
    changes("other content", () -> Files.writeString(page, "A page"));
    changes("a mode", () -> Files.setPosixFilePermissions(page, perms("rw-rw-r--")));
    changes("a time", () -> Files.setLastModifiedTime(page, FileTime.fromMillis(1_000_000)));
    changes("a new file", () -> Files.writeString(root.resolve("new.html"), ""));
    changes("a name", () -> Files.move(root.resolve("new.html"), root.resolve("renamed.html")));
    changes("a file less", () -> Files.delete(root.resolve("renamed.html")));
    changes("an empty directory", () -> Files.createDirectory(root.resolve("empty")));
    changes(
        "another link target",
        () -> {
          Files.delete(root.resolve("first.html"));
          Files.createSymbolicLink(root.resolve("first.html"), Path.of("section"));
        });
  }

  @Test
  void shouldDifferWhenContentChangesAndItsTimeIsSetBack() throws IOException {
    FileTime before = Files.getLastModifiedTime(page);
    changes(
        "content behind the back of the time",
        () -> {
          Files.writeString(page, "b page");
          Files.setLastModifiedTime(page, before);
        });
  }

  @Test
  void shouldTellWhatCannotBePublishedFromWhatCan() throws IOException {
    changes(
        "a mode no file may have",
        () -> new ProcessBuilder("chmod", "u+s", page.toString()).inheritIO().start().waitFor());
  }

  @Test
  void shouldFailWithoutARoot() {
    assertThrows(
        NoSuchFileException.class,
        () -> TreeFingerprint.of(root.resolve("nowhere"), ScanRules.EVERYTHING));
  }

  @Test
  void shouldLeaveOutWhatIsExcluded() throws IOException {
    ScanRules rules = new ScanRules(List.of(), List.of("section"), List.of(), List.of());
    Optional<ContentHash> before = TreeFingerprint.of(root, rules);
    Files.writeString(page, "other content");
    assertEquals(before, TreeFingerprint.of(root, rules));
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException, InterruptedException;
  }

  private void changes(String what, Change change) throws IOException {
    Optional<ContentHash> before = look();
    try {
      change.make();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertNotEquals(before, look(), what);
  }

  private Optional<ContentHash> look() throws IOException {
    return TreeFingerprint.of(root, ScanRules.EVERYTHING);
  }

  private static Set<PosixFilePermission> perms(String text) {
    return PosixFilePermissions.fromString(text);
  }
}
