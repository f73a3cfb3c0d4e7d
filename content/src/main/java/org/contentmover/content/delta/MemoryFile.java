package org.contentmover.content.delta;

/** A file in memory. */
record MemoryFile(byte[] content) implements ReadableFile {
  @Override
  public long size() {
    return content.length;
  }

  @Override
  public int read(long offset, byte[] into, int from, int length) {
    if (offset >= content.length) {
      return -1;
    }
    int read = (int) Math.min(length, content.length - offset);
    System.arraycopy(content, (int) offset, into, from, read);
    return read;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
