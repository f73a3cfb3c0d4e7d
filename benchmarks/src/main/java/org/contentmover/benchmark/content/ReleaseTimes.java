package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Times of modification as of two releases: everything in the old tree has one time; in the new
 * tree what is as it was keeps it, what differs has another. Archives have one date for every file
 * of every release (npm), which would hide changes from whoever looks at size and time first, or a
 * new one for all, which would be told for files that are the same.
 */
final class ReleaseTimes {
  private static final FileTime OLD = FileTime.from(Instant.parse("2026-03-02T10:20:30Z"));
  private static final FileTime NEW = FileTime.from(Instant.parse("2026-04-07T11:21:31Z"));

  private ReleaseTimes() {}

  static void set(Path oldTree, Path newTree) throws IOException {
    try (Stream<Path> all = Files.walk(oldTree)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        set(path, OLD);
      }
    }
    try (Stream<Path> all = Files.walk(newTree)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        boolean same = same(path, oldTree.resolve(newTree.relativize(path)));
        set(path, same ? OLD : NEW);
      }
    }
  }

  private static boolean same(Path path, Path old) throws IOException {
    if (!Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    if (Files.isSymbolicLink(path)) {
      return Files.isSymbolicLink(old)
          && Files.readSymbolicLink(path).equals(Files.readSymbolicLink(old));
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS) && names(path).equals(names(old));
    }
    return Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(path, old) < 0;
  }

  private static Set<Path> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(Path::getFileName).collect(Collectors.toSet());
    }
  }

  static void set(Path path, FileTime time) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, null, null);
  }
}
