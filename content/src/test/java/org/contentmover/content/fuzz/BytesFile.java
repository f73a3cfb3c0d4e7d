package org.contentmover.content.fuzz;

import org.contentmover.content.delta.ReadableFile;

/** A file in memory. */
record BytesFile(byte[] bytes) implements ReadableFile {
  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) {
    if (offset >= bytes.length) {
      return -1;
    }
    int read = (int) Math.min(length, bytes.length - offset);
    System.arraycopy(bytes, (int) offset, into, from, read);
    return read;
  }

  @Override
  public void close() {}
}
