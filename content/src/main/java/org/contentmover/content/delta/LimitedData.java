package org.contentmover.content.delta;

import java.io.IOException;
import java.io.InputStream;
import org.contentmover.content.disk.BlockInputStream;

/** The data of one piece: ends where the piece says, and not before. One thread. */
final class LimitedData extends BlockInputStream {
  private final InputStream data;
  private long left;

  LimitedData(InputStream data, long length) {
    this.data = data;
    this.left = length;
  }

  long left() {
    return left;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    int read = data.read(bytes, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new PieceRejected("the data ends " + left + " bytes before its piece");
    }
    left -= read;
    return read;
  }
}
