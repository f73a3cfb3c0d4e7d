package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.Test;

/** CM-15: files by their name, their path, or a directory they are in. */
class PathPatternsTest {
  private static List<String> named(String pattern, String... paths) {
    PathPatterns patterns = new PathPatterns(List.of(pattern));
    return Stream.of(paths).filter(patterns::name).toList();
  }

  @Test
  void shouldNameFilesAsScanRulesDo() {
    String[] paths = {"a.key", "d/a.key", "d/e/a.key", "d/e/b", "e/b", "key"};

    assertEquals(List.of("a.key", "d/a.key", "d/e/a.key"), named("*.key", paths));
    assertEquals(List.of("d/e/a.key", "d/e/b", "e/b"), named("e/", paths));
    assertEquals(List.of("e/b"), named("/e/", paths));
    assertEquals(List.of("d/e/a.key", "d/e/b"), named("d/e/", paths));
    assertEquals(List.of("d/a.key"), named("d/a.key", paths));
    assertEquals(List.of("e/b"), named("/e/b", paths));
    assertEquals(List.of(), named("*.key ", paths));
  }

  /** A directory or a symlink has no content. */
  @Test
  void shouldTellWhichNameNoFile() {
    Manifest tree =
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.directory("empty", 0755, 0),
                ManifestEntry.file("a.key", 0644, 0, 1, ContentHash.OF_NOTHING),
                ManifestEntry.symlink("link.pem", 0, "a.key")));

    assertEquals(
        List.of("empty/", "*.pem", "*.txt"),
        PathPatterns.inVain(List.of("*.key", "empty/", "*.pem", "*.txt"), tree));
    assertEquals(List.of(), PathPatterns.inVain(List.of(), Manifest.EMPTY));
  }
}
