package org.contentmover.core.manifest;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** On the heap. */
public final class HeapScratch implements Scratch {
  private static final int FIRST_BYTES = 1 << 10;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  @Override
  public void append(ByteBuffer more) {
    int added = more.remaining();
    if (added > MOST_BYTES - length) {
      throw new IllegalArgumentException("more than 2 GiB of entries");
    }
    if (added > bytes.length - length) {
      long wanted = Math.max((long) length + added, bytes.length + (bytes.length >> 1));
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, MOST_BYTES));
    }
    more.get(bytes, length, added);
    length += added;
  }

  @Override
  public void overwrite(int at, ByteBuffer other) {
    other.get(bytes, at, other.remaining());
  }

  @Override
  public ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, length).slice();
  }

  /** How many bytes have been put down. */
  public int length() {
    return length;
  }
}
