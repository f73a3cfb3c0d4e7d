package org.contentmover.tool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;

/**
 * OUT_DIR: the two assignments that travel for one update, and the key they are signed with.
 *
 * @param path absolute
 */
record AssignmentDirectory(Path path) {
  private static final String PUBLISH = "publish.assignment";
  private static final String COMMIT = "commit.assignment";
  private static final String KEY = "key.pub";
  private static final String WORK = "work~";

  /**
   * Makes one.
   *
   * @param trees it must not lie in, because it would be content
   */
  static AssignmentDirectory create(Path path, List<Path> trees) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path tree : trees) {
      if (absolute.startsWith(tree)) {
        throw new WrongUse("OUT_DIR " + path + " lies in " + tree + "; put it somewhere else");
      }
    }
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      requireEmpty(path);
    } else {
      try {
        Files.createDirectories(absolute);
      } catch (FileSystemException e) {
        throw new ToolFailure(
            "OUT_DIR " + path + " cannot be made: the operating system refuses " + e.getMessage());
      }
    }
    return new AssignmentDirectory(absolute);
  }

  private static void requireEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new WrongUse("OUT_DIR " + path + " is no directory; name one that is new or empty");
    }
    try (Stream<Path> content = Files.list(path)) {
      if (content.findAny().isPresent()) {
        throw new WrongUse("OUT_DIR " + path + " is not empty; name another one, or delete it");
      }
    }
  }

  /** One that was made before. */
  static AssignmentDirectory open(Path path) {
    AssignmentDirectory directory = new AssignmentDirectory(path.toAbsolutePath().normalize());
    if (!Files.isDirectory(path)) {
      throw new WrongUse("OUT_DIR " + path + " is no directory; make it by: assignment make");
    }
    for (Path file : directory.assignments()) {
      if (!Files.isRegularFile(file)) {
        throw new WrongUse(
            "OUT_DIR "
                + path
                + " has no "
                + file.getFileName()
                + "; make it again, into a new one");
      }
    }
    return directory;
  }

  /** Brings the content. */
  Path publish() {
    return path.resolve(PUBLISH);
  }

  /** Makes it live. */
  Path commit() {
    return path.resolve(COMMIT);
  }

  /** Everything that travels, in this order. */
  List<Path> assignments() {
    return List.of(publish(), commit());
  }

  /** The public key of whoever signed. */
  Path key() {
    return path.resolve(KEY);
  }

  /** Where a content store is while the assignment is made. */
  Path work() {
    return path.resolve(WORK);
  }

  void deleteWork() throws IOException {
    Trees.deleteRecursively(FileSystemOps.REAL, work());
  }

  /** Leaves nothing of what was made. */
  void empty() throws IOException {
    deleteWork();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
  }
}
