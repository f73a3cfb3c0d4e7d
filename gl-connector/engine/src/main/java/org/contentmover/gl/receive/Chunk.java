package org.contentmover.gl.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Content on its way to the disk: parts of a file, gathered in memory. What follows the part before
 * it is joined to it, so a first pass makes one large write and a repair pass costs no more memory
 * than it has content.
 *
 * <p>Belongs to one thread at a time.
 */
class Chunk {
  static final int BYTES = 256 * 1024;

  /** As many as the smallest frames fill. */
  private static final int MAX_PARTS = 512;

  private final ByteBuffer content = ByteBuffer.allocateDirect(BYTES);
  private final long[] offsets = new long[MAX_PARTS];
  private final int[] ends = new int[MAX_PARTS];
  private int parts;

  /** Copies a part; false when it finds no room. */
  boolean add(long offset, ByteBuffer part) {
    int length = part.remaining();
    boolean follows = parts > 0 && offset == offsets[parts - 1] + lengthOf(parts - 1);
    if (length > content.remaining() || (!follows && parts == MAX_PARTS)) {
      return false;
    }
    if (!follows) {
      offsets[parts++] = offset;
    }
    content.put(part);
    ends[parts - 1] = content.position();
    return true;
  }

  /** Whether it has anything of the file from {@code from} to {@code to}, exclusive. */
  boolean touches(long from, long to) {
    for (int i = 0; i < parts; i++) {
      if (offsets[i] < to && offsets[i] + lengthOf(i) > from) {
        return true;
      }
    }
    return false;
  }

  /** Writes every part where it belongs, and tells what was written. */
  void writeTo(FileChannel file, Written written) throws IOException {
    for (int i = 0; i < parts; i++) {
      ByteBuffer part = content.duplicate().position(startOf(i)).limit(ends[i]);
      int start = part.position();
      for (long at = offsets[i]; part.hasRemaining(); ) {
        at += file.write(part, at);
      }
      written.onWritten(offsets[i], part.position(start));
    }
  }

  /** Makes room for other parts. */
  void clear() {
    content.clear();
    parts = 0;
  }

  private int startOf(int part) {
    return part == 0 ? 0 : ends[part - 1];
  }

  private int lengthOf(int part) {
    return ends[part] - startOf(part);
  }
}
