package org.contentmover.core.manifest;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** On the heap. */
public final class HeapScratch implements Scratch {
  private static final int FIRST_BYTES = 1 << 10;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int length;

  public HeapScratch() {
    this(FIRST_BYTES);
  }

  /**
   * With room for what is expected: to grow is to hold all of it twice.
   *
   * @param expectedBytes may be too few, or too many
   */
  public HeapScratch(long expectedBytes) {
    bytes = new byte[(int) Math.min(Math.max(expectedBytes, FIRST_BYTES), MOST_BYTES)];
  }

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
