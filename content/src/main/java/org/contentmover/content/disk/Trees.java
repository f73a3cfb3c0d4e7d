package org.contentmover.content.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Removal of whole trees. */
public final class Trees {
  private static final int OWNER_ALL = 0700;

  private Trees() {}

  /**
   * Deletes a path and all that is in it, symlinks themselves and never what they point to;
   * harmless when there is none.
   */
  public static void deleteRecursively(FileSystemOps ops, Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    // Directories are visited twice: first to empty them, then to delete them. A stack, not
    // recursion: trees may be deep.
    Deque<Path> open = new ArrayDeque<>();
    open.push(path);
    while (!open.isEmpty()) {
      Path next = open.peek();
      if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS) || deleteContent(ops, next, open)) {
        ops.delete(next);
        open.pop();
      }
    }
  }

  /**
   * Deletes what lies in a directory, leaves its directories for later; true when there was none.
   */
  private static boolean deleteContent(FileSystemOps ops, Path directory, Deque<Path> open)
      throws IOException {
    if ((FileStamp.of(directory).permissions() & OWNER_ALL) != OWNER_ALL) {
      // Content may carry any mode; without these bits nobody but root could delete it.
      ops.setMode(directory, OWNER_ALL);
    }
    boolean empty = true;
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          open.push(child);
          empty = false;
        } else {
          ops.delete(child);
        }
      }
    } catch (NoSuchFileException e) {
      return true;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return empty;
  }
}
