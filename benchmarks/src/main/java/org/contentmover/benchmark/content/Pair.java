package org.contentmover.benchmark.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Two trees, of which the second is to come where the first is.
 *
 * @param newBytes content of the files of the new tree
 */
record Pair(Path oldTree, Path newTree, long newFiles, long newBytes) {
  static Pair of(Path oldTree, Path newTree) throws IOException {
    long files = 0;
    long bytes = 0;
    try (Stream<Path> all = Files.walk(newTree)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          files++;
          bytes += Files.size(path);
        }
      }
    }
    return new Pair(oldTree, newTree, files, bytes);
  }
}
