package org.contentmover.content.delta;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** The bytes of one file, read from anywhere. Reading is allowed to several threads at once. */
public interface ReadableFile extends Closeable {
  /** Opens a file of the disk. */
  static ReadableFile of(Path file) throws IOException {
    return new DiskFile(file);
  }

  /** Opens what is in memory; the bytes are not copied. */
  static ReadableFile of(byte[] content) {
    return new MemoryFile(content);
  }

  /** Length in bytes; what it was when the file was opened. */
  long size();

  /**
   * Reads some bytes, at least one.
   *
   * @return how many; -1 from the file's end on
   */
  int read(long offset, byte[] into, int from, int length) throws IOException;

  /**
   * Reads all bytes asked for.
   *
   * @throws EOFException when the file ends before
   */
  default void readFully(long offset, byte[] into, int from, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int read = read(offset + done, into, from + done, length - done);
      if (read < 0) {
        throw new EOFException(
            "file ends at " + (offset + done) + "; " + (length - done) + " more bytes were asked");
      }
      done += read;
    }
  }
}
