package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.Arrays;
import org.contentmover.content.delta.ReadableFile;

/** Compares parts of files. */
final class EqualBytes {
  private static final int BLOCK_BYTES = 1 << 16;

  private EqualBytes() {}

  static boolean are(
      ReadableFile one, long oneOffset, ReadableFile other, long otherOffset, long length)
      throws IOException {
    if (oneOffset < 0
        || otherOffset < 0
        || oneOffset + length > one.size()
        || otherOffset + length > other.size()) {
      return false;
    }
    byte[] first = new byte[(int) Math.min(BLOCK_BYTES, length)];
    byte[] second = new byte[first.length];
    for (long done = 0; done < length; ) {
      int block = (int) Math.min(first.length, length - done);
      one.readFully(oneOffset + done, first, 0, block);
      other.readFully(otherOffset + done, second, 0, block);
      if (!Arrays.equals(first, 0, block, second, 0, block)) {
        return false;
      }
      done += block;
    }
    return true;
  }
}
