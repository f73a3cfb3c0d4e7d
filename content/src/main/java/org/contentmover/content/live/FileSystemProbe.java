package org.contentmover.content.live;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.interpret.FileSystemTraits;

/** Finds out what a file system makes of names by trying (CI-6). */
public final class FileSystemProbe {
  private static final String UPPER = "probe-A~new";
  private static final String LOWER = "probe-a~new";
  private static final String COMPOSED = "probe-\u00e9~new";
  private static final String DECOMPOSED = "probe-e\u0301~new";

  private FileSystemProbe() {}

  /** Tries in a directory, and leaves nothing behind. */
  public static FileSystemTraits probe(FileSystemOps ops, Path directory) throws IOException {
    return new FileSystemTraits(
        File.separatorChar == '\\',
        areOne(ops, directory.resolve(UPPER), directory.resolve(LOWER)),
        areOne(ops, directory.resolve(COMPOSED), directory.resolve(DECOMPOSED)));
  }

  private static boolean areOne(FileSystemOps ops, Path name, Path otherName) throws IOException {
    if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
      // Left by a crash.
      ops.delete(name);
    }
    ops.createFile(name).close();
    boolean one = Files.exists(otherName, LinkOption.NOFOLLOW_LINKS);
    ops.delete(name);
    return one;
  }
}
