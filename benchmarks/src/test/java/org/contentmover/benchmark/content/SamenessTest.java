package org.contentmover.benchmark.content;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.contentmover.benchmark.BenchmarkException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamenessTest {
  @TempDir Path directory;
  private Path tree;
  private Path copy;

  private interface Change {
    void of(Path page) throws Exception;
  }

  @BeforeEach
  void trees() throws Exception {
    tree = Files.createDirectory(directory.resolve("tree"));
    copy = directory.resolve("copy");
    Files.writeString(tree.resolve("page"), "one");
    Files.createSymbolicLink(tree.resolve("start"), Path.of("page"));
    Files.createDirectory(tree.resolve("empty"));
    Sameness.copy(tree, copy);
  }

  private void shouldNotice(Change change) throws Exception {
    change.of(copy.resolve("page"));
    assertThrows(BenchmarkException.class, () -> Sameness.require(tree, copy));
  }

  @Test
  void shouldBeContentWithACopy() throws Exception {
    Sameness.require(tree, copy);
  }

  @Test
  void shouldNoticeOneByteBehindTheSameTime() throws Exception {
    FileTime time = Files.getLastModifiedTime(copy.resolve("page"));
    shouldNotice(page -> Files.setLastModifiedTime(Files.writeString(page, "onE"), time));
  }

  @Test
  void shouldNoticeAMode() throws Exception {
    shouldNotice(
        page -> Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rwx------")));
  }

  @Test
  void shouldNoticeATime() throws Exception {
    shouldNotice(page -> Files.setLastModifiedTime(page, FileTime.fromMillis(5_000)));
  }

  @Test
  void shouldNoticeWhatIsTooMany() throws Exception {
    shouldNotice(page -> Files.createFile(page.resolveSibling("more")));
  }

  @Test
  void shouldNoticeALinkToSomewhereElse() throws Exception {
    shouldNotice(
        page -> {
          Files.delete(page.resolveSibling("start"));
          Files.createSymbolicLink(page.resolveSibling("start"), Path.of("empty"));
        });
  }
}
