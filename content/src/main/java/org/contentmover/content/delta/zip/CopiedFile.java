package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.content.delta.ReadableFile;

/** What is slow to read from anywhere but front to back, in memory when it is small. */
final class CopiedFile {
  private static final long MOST_IN_MEMORY_BYTES = 1 << 20;

  private CopiedFile() {}

  /** Copies a file; does not close it. */
  static ReadableFile of(ReadableFile file, Path scratchDirectory) throws IOException {
    return isSmall(file)
        ? ReadableFile.of(bytesOf(file))
        : ScratchFile.copyOf(file, scratchDirectory);
  }

  /** A copy of a small file; one that is larger stays as it is. */
  static ReadableFile ifSmall(ReadableFile file) throws IOException {
    return isSmall(file) ? ReadableFile.of(bytesOf(file)) : file;
  }

  private static boolean isSmall(ReadableFile file) {
    return file.size() <= MOST_IN_MEMORY_BYTES;
  }

  private static byte[] bytesOf(ReadableFile file) throws IOException {
    byte[] bytes = new byte[(int) file.size()];
    file.readFully(0, bytes, 0, bytes.length);
    return bytes;
  }
}
