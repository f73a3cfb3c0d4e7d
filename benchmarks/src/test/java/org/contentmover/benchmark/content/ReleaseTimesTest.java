package org.contentmover.benchmark.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTimesTest {
  @TempDir Path directory;

  private Path tree(String name, String link) throws IOException {
    Path tree = Files.createDirectory(directory.resolve(name));
    Files.writeString(tree.resolve("same"), "x");
    Files.writeString(tree.resolve("other"), name);
    Files.createSymbolicLink(tree.resolve("link"), Path.of("same"));
    Files.createSymbolicLink(tree.resolve("turned"), Path.of(link));
    Files.writeString(Files.createDirectory(tree.resolve("quiet")).resolve("page"), name);
    Files.writeString(Files.createDirectory(tree.resolve("busy")).resolve(name), "x");
    return tree;
  }

  @ParameterizedTest
  @CsvSource({
    "same, true",
    "other, false",
    "link, true",
    "turned, false",
    "quiet, true",
    "quiet/page, false",
    "busy, false",
    "busy/new, false",
    "'', true",
  })
  void shouldKeepTheTimeOfWhatIsTheSame(String name, boolean kept) throws IOException {
    Path oldTree = tree("old", "same");
    Path newTree = tree("new", "other");
    ReleaseTimes.set(oldTree, newTree);
    assertEquals(kept, time(newTree.resolve(name)).equals(time(oldTree)));
  }

  private static Object time(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void shouldHaveTwoTimesInAll() throws IOException {
    Path oldTree = tree("old", "same");
    Path newTree = tree("new", "other");
    ReleaseTimes.set(oldTree, newTree);
    assertEquals(time(newTree.resolve("other")), time(newTree.resolve("turned")));
  }
}
