package org.contentmover.tool;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;

/**
 * Where one apply works, beside its DIR: a lock file in it says whether it still does. What one
 * left that was killed is undone or removed by the next. One thread.
 */
final class WorkDirectory implements AutoCloseable {
  private static final FileSystemOps OPS = FileSystemOps.REAL;
  private static final String SUFFIX = "~applying";
  private static final String LOCK = "lock";
  private static final String BEFORE = "before";
  private static final String NEXT = "next";

  private final Path tree;
  private final Path path;
  private final FileChannel lock;

  private WorkDirectory(Path tree, Path path, FileChannel lock) {
    this.tree = tree;
    this.path = path;
    this.lock = lock;
  }

  private static Path beside(Path tree) {
    return tree.resolveSibling(tree.getFileName() + SUFFIX);
  }

  /**
   * Begins to work on a tree, after {@link #recover}.
   *
   * @throws ToolFailure when somebody else does
   */
  static WorkDirectory begin(Path tree) throws IOException {
    return begin(tree, () -> {});
  }

  /**
   * As above.
   *
   * @param beforeLocked what may come between: who recovers then takes this for killed
   */
  static WorkDirectory begin(Path tree, Runnable beforeLocked) throws IOException {
    Path path = beside(tree);
    FileChannel lock = null;
    boolean begun = false;
    try {
      OPS.createDirectory(path);
      lock = FileChannel.open(path.resolve(LOCK), CREATE_NEW, WRITE);
      beforeLocked.run();
      begun = isLocked(lock) && isNamed(path.resolve(LOCK), lock);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw isThere(tree, path);
    } finally {
      if (!begun && lock != null) {
        lock.close();
      }
    }
    if (!begun) {
      throw isThere(tree, path);
    }
    return new WorkDirectory(tree, path, lock);
  }

  /** Whether a path still leads to the file that is open, and not to nothing or to another one. */
  private static boolean isNamed(Path path, FileChannel file) throws IOException {
    byte[] mark = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    file.write(ByteBuffer.wrap(mark));
    return Arrays.equals(mark, Files.readAllBytes(path));
  }

  private static ToolFailure isThere(Path tree, Path path) {
    return new ToolFailure(path + " is there: another apply works on " + tree);
  }

  /**
   * Undoes or removes what an apply left that was killed, and says so. Leaves alone what none made.
   *
   * @throws ToolFailure when an apply still works there, or a person has to look
   */
  static void recover(Path tree, PrintStream out) throws IOException {
    Path path = beside(tree);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && isEmpty(path)) {
      OPS.delete(path);
      return;
    }
    if (!Files.isRegularFile(path.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
      throw new ToolFailure(
          path
              + " is there, and it is not clear that an apply left it: no file \"lock\" is in it."
              + (Files.exists(path.resolve(BEFORE))
                  ? " When "
                      + tree
                      + " is missing, "
                      + path.resolve(BEFORE)
                      + " is what it was: move that back. Then"
                  : " When nobody needs it,")
              + " delete it and try again");
    }
    try (FileChannel lock = FileChannel.open(path.resolve(LOCK), WRITE)) {
      if (!isLocked(lock)) {
        throw isThere(tree, path);
      }
      out.println(new WorkDirectory(tree, path, lock).undo());
    }
  }

  /** What happened, in words. */
  private String undo() throws IOException {
    boolean moved = Files.exists(before(), LinkOption.NOFOLLOW_LINKS);
    boolean there = Files.exists(tree, LinkOption.NOFOLLOW_LINKS);
    if (moved && there && Files.exists(path.resolve(NEXT), LinkOption.NOFOLLOW_LINKS)) {
      throw new ToolFailure(
          "an apply was killed after it had moved "
              + tree
              + " to "
              + before()
              + ", and somebody made another since. Keep what you need of both, delete "
              + path
              + " and try again");
    }
    if (moved && !there) {
      OPS.rename(before(), tree);
      OPS.sync(tree.getParent());
    }
    delete();
    if (!moved) {
      return "An apply of " + tree + " was killed before it changed anything; what it left is gone";
    }
    return there
        ? tree + " had its new version when an apply was killed; the old one is gone now, too"
        : tree + " is there again as it was before an apply was killed between two renames";
  }

  /** For what is made here; nothing else is in it. */
  Path sites() throws IOException {
    Path sites = path.resolve("sites");
    OPS.createDirectory(sites);
    return sites;
  }

  private Path before() {
    return path.resolve(BEFORE);
  }

  /** Puts a version that is complete and durable in the place of the tree. */
  void swap(Path version) throws IOException {
    // As long as it is called so the tree has not got it: see undo.
    Path next = path.resolve(NEXT);
    OPS.rename(version, next);
    OPS.sync(path);
    OPS.rename(tree, before());
    boolean swapped = false;
    try {
      OPS.rename(next, tree);
      swapped = true;
    } finally {
      if (!swapped) {
        OPS.rename(before(), tree);
      }
    }
    OPS.sync(tree.getParent());
  }

  /** Ends the work; what is here is deleted, unless it is all there is of the tree. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
        delete();
      }
    }
  }

  /** The lock file last: by it the next apply knows the rest. */
  private void delete() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().equals(LOCK)) {
          Trees.deleteRecursively(OPS, entry);
        }
      }
    }
    OPS.delete(path.resolve(LOCK));
    try {
      OPS.delete(path);
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // Who came now has removed it, or works there already.
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }
}
