package org.contentmover.content.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Replaces a file as a whole: temporary file, sync, rename, sync of the directory. After a crash
 * there is the old content or the new.
 */
public final class AtomicFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int READABLE_BY_ALL = 0644;

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The name content has until it is complete ends so; no name of anything else does. */
  public static final String TEMPORARY_SUFFIX = "~new";

  /** Replaces a file; durable when it returns. One writer at a time per file. */
  public static void replace(FileSystemOps ops, Path file, Content content) throws IOException {
    Path temporary = temporary(file);
    deleteIfExists(ops, temporary);
    try (OutputStream out = new BufferedOutputStream(ops.createFile(temporary), BUFFER_BYTES)) {
      content.writeTo(out);
    }
    ops.sync(temporary);
    ops.rename(temporary, file);
    ops.sync(file.toAbsolutePath().getParent());
  }

  /** As {@link #replace}, a file that everybody may read: mode 0644, whatever it was. */
  public static void replaceForAll(FileSystemOps ops, Path file, Content content)
      throws IOException {
    replace(
        ops,
        file,
        out -> {
          content.writeTo(out);
          ops.setMode(temporary(file), READABLE_BY_ALL);
        });
  }

  /** Replaces a symlink as a whole; durable once the directory is synced. */
  public static void replaceSymlink(FileSystemOps ops, Path link, String target)
      throws IOException {
    prepareSymlink(ops, link, target);
    ops.rename(temporary(link), link);
  }

  /** Makes the symlink that is to replace another one, so that only the rename is left. */
  public static void prepareSymlink(FileSystemOps ops, Path link, String target)
      throws IOException {
    deleteIfExists(ops, temporary(link));
    ops.symlink(temporary(link), target);
  }

  /** Removes what a crash left of a replacement. */
  public static void discard(FileSystemOps ops, Path file) throws IOException {
    deleteIfExists(ops, temporary(file));
  }

  /** Where something waits to get its name. */
  public static Path temporary(Path path) {
    return path.resolveSibling(path.getFileName() + TEMPORARY_SUFFIX);
  }

  private static void deleteIfExists(FileSystemOps ops, Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      try {
        ops.delete(path);
      } catch (NoSuchFileException e) {
        // Gone meanwhile: what was wanted.
      }
    }
  }
}
