package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.InputStream;

/** The next bytes of a view, as many as they are said to be. Does not close it. One thread. */
final class LimitedView extends InputStream {
  private final InputStream view;
  private long left;

  LimitedView(InputStream view, long length) {
    this.view = view;
    this.left = length;
  }

  long left() {
    return left;
  }

  @Override
  public int read() throws IOException {
    int read = left == 0 ? -1 : view.read();
    left -= read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      return -1;
    }
    int read = view.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }
}
