package org.contentmover.content.delta;

import java.io.IOException;
import org.contentmover.content.disk.BlockInputStream;

/** A part of a file as a stream. Does not close the file. One thread. */
final class FileRange extends BlockInputStream {
  private final ReadableFile file;
  private final long end;
  private long position;

  FileRange(ReadableFile file, long offset, long length) {
    this.file = file;
    this.position = offset;
    this.end = offset + length;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    int read = file.read(position, bytes, offset, (int) Math.min(length, end - position));
    position += Math.max(0, read);
    return read;
  }
}
