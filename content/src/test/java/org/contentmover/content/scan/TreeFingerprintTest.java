package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.content.scan.ScanProblem.Kind;
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
  void shouldBeTheSameAsLongAsNothingChanges() {
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
  void shouldFailWithoutADirectoryThatCanBeRead() throws IOException {
    assertEquals(Kind.ROOT_MISSING, failure(root.resolve("nowhere")));
    assertEquals(Kind.ROOT_NOT_A_DIRECTORY, failure(page));
    Path closed = Files.createDirectory(root.resolve("closed"));
    Files.setPosixFilePermissions(closed, perms("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "whoever may read everything finds nothing closed");
      assertEquals(Kind.UNREADABLE, failure(closed));
    } finally {
      Files.setPosixFilePermissions(closed, perms("rwx------"));
    }
  }

  private static Kind failure(Path tree) {
    return assertThrows(
            ScanFailure.class, () -> TreeFingerprint.of(tree, ScanRules.EVERYTHING), tree::toString)
        .problems()
        .get(0)
        .kind();
  }

  @Test
  void shouldLeaveOutWhatIsExcluded() throws IOException, ScanFailure {
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

  private Optional<ContentHash> look() {
    try {
      return TreeFingerprint.of(root, ScanRules.EVERYTHING);
    } catch (ScanFailure e) {
      throw new AssertionError(e);
    }
  }

  private static Set<PosixFilePermission> perms(String text) {
    return PosixFilePermissions.fromString(text);
  }
}
