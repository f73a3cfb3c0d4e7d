package org.contentmover.content.disk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written; closing it flushes, and leaves what it writes to open. One thread. */
public final class CountedOutput extends FilterOutputStream {
  private long bytes;

  public CountedOutput(OutputStream out) {
    super(out);
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    bytes++;
  }

  @Override
  public void write(byte[] content, int offset, int length) throws IOException {
    out.write(content, offset, length);
    bytes += length;
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
