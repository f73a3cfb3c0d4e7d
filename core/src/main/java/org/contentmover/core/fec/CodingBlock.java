package org.contentmover.core.fec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Working memory for one block of frames at a time: makes parity frames of data frames, and data
 * frames of parity frames (LD-6). A systematic Reed–Solomon code over bytes: any parity frames
 * restore as many data frames, whichever of the block are missing.
 *
 * <p>Frames of a block have one size; shorter content counts as if it were filled with zeros.
 * Parity frame <i>i</i> of a block is the same whoever makes it, in whatever order.
 *
 * <p>Threading: used by one thread at a time. Time: one parity frame of 128 frames of 1,376 bytes
 * takes some 15 µs (ADR 0090). Memory: 128 frames from the first use on, and as many more as parity
 * frames are put in; nothing is allocated for a frame. Errors: numbers out of bounds and too few
 * parity frames are errors of the caller and throw.
 */
public final class CodingBlock {
  /** Data frames of a block; the last one of a file may have fewer. */
  public static final int MAX_DATA = 128;

  /** Parity frames that a block can have: numbers 0 to this, exclusive. */
  public static final int MAX_PARITY = 127;

  private static final VarHandle WORDS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LAST_SHIFT = Long.SIZE - Byte.SIZE;

  private final int frameBytes;
  private final int words;
  private final long[] data;
  private final BitSet present = new BitSet(MAX_DATA);
  private final Combination combination;
  private long[] parity = new long[0];
  private final int[] parityIndices = new int[MAX_PARITY];
  private int parityCount;
  private int dataFrames;

  /** For blocks of frames of this size. */
  public CodingBlock(int frameBytes) {
    if (frameBytes < 1) {
      throw new IllegalArgumentException("frames of " + frameBytes + " bytes");
    }
    this.frameBytes = frameBytes;
    this.words = (frameBytes + Long.BYTES - 1) / Long.BYTES;
    this.data = new long[MAX_DATA * words];
    this.combination = new Combination(words);
  }

  /** Bytes of each frame. */
  public int frameBytes() {
    return frameBytes;
  }

  /** Begins another block, of so many data frames, of which none is there. */
  public void begin(int newDataFrames) {
    if (newDataFrames < 1 || newDataFrames > MAX_DATA) {
      throw new IllegalArgumentException(newDataFrames + " data frames in a block");
    }
    dataFrames = newDataFrames;
    present.clear();
    parityCount = 0;
  }

  /** Takes the rest of {@code content} as a data frame; moves its position. */
  public void putData(int frame, ByteBuffer content) {
    checkData(frame);
    put(data, frame * words, content);
    present.set(frame);
  }

  /** Takes the rest of {@code content} as the parity frame of that number; moves its position. */
  public void putParity(int index, ByteBuffer content) {
    checkParity(index);
    if ((parityCount + 1) * words > parity.length) {
      parity = Arrays.copyOf(parity, Math.max(4 * words, 2 * parity.length));
    }
    put(parity, parityCount * words, content);
    parityIndices[parityCount++] = index;
  }

  /**
   * Appends the first {@code length} bytes of a parity frame to {@code target}; every data frame of
   * the block must be there.
   */
  public void makeParity(int index, ByteBuffer target, int length) {
    checkParity(index);
    if (present.cardinality() != dataFrames) {
      throw new IllegalStateException(
          present.cardinality() + " of " + dataFrames + " data frames are there");
    }
    get(sumOfPresent(index), 0, target, length);
  }

  /** Appends the first {@code length} bytes of a data frame that is there to {@code target}. */
  public void getData(int frame, ByteBuffer target, int length) {
    checkData(frame);
    if (!present.get(frame)) {
      throw new IllegalStateException("data frame " + frame + " is not there");
    }
    get(data, frame * words, target, length);
  }

  /**
   * Restores every data frame that is not there.
   *
   * @throws IllegalStateException when fewer parity frames are there than data frames are missing
   */
  public void restore() {
    int missing = dataFrames - present.cardinality();
    if (missing > parityCount) {
      throw new IllegalStateException(
          missing + " data frames are missing, " + parityCount + " parity frames are there");
    }
    int[] frames = new int[missing];
    int frame = -1;
    for (int i = 0; i < missing; i++) {
      frame = present.nextClearBit(frame + 1);
      frames[i] = frame;
    }
    subtractPresent(missing);
    solve(frames);
    present.set(0, dataFrames);
  }

  /** Leaves in the first parity frames what the missing data frames contributed to them. */
  private void subtractPresent(int missing) {
    for (int row = 0; row < missing; row++) {
      long[] sum = sumOfPresent(parityIndices[row]);
      int at = row * words;
      for (int i = 0; i < words; i++) {
        parity[at + i] ^= sum[i];
      }
    }
  }

  private long[] sumOfPresent(int index) {
    combination.clear();
    for (int frame = present.nextSetBit(0); frame >= 0; frame = present.nextSetBit(frame + 1)) {
      combination.add(Coefficients.of(index, frame), frame * words);
    }
    return combination.of(data);
  }

  private void solve(int[] frames) {
    int[][] matrix = new int[frames.length][frames.length];
    for (int row = 0; row < frames.length; row++) {
      for (int column = 0; column < frames.length; column++) {
        matrix[row][column] = Coefficients.of(parityIndices[row], frames[column]);
      }
    }
    Coefficients.invert(matrix);
    for (int i = 0; i < frames.length; i++) {
      combination.clear();
      for (int row = 0; row < frames.length; row++) {
        combination.add(matrix[i][row], row * words);
      }
      System.arraycopy(combination.of(parity), 0, data, frames[i] * words, words);
    }
  }

  private void put(long[] to, int at, ByteBuffer content) {
    int length = content.remaining();
    if (length > frameBytes) {
      throw new IllegalArgumentException(length + " bytes in a frame of " + frameBytes);
    }
    int from = content.position();
    int whole = length / Long.BYTES;
    for (int i = 0; i < whole; i++) {
      to[at + i] = (long) WORDS.get(content, from + i * Long.BYTES);
    }
    Arrays.fill(to, at + whole, at + words, 0);
    for (int i = whole * Long.BYTES; i < length; i++) {
      to[at + whole] |= (content.get(from + i) & 0xFFL) << LAST_SHIFT - (i % Long.BYTES << 3);
    }
    content.position(from + length);
  }

  private void get(long[] from, int at, ByteBuffer target, int length) {
    if (length > frameBytes) {
      throw new IllegalArgumentException(length + " bytes of a frame of " + frameBytes);
    }
    int to = target.position();
    int whole = length / Long.BYTES;
    for (int i = 0; i < whole; i++) {
      WORDS.set(target, to + i * Long.BYTES, from[at + i]);
    }
    for (int i = whole * Long.BYTES; i < length; i++) {
      target.put(to + i, (byte) (from[at + whole] >>> LAST_SHIFT - (i % Long.BYTES << 3)));
    }
    target.position(to + length);
  }

  private void checkData(int frame) {
    if (frame < 0 || frame >= dataFrames) {
      throw new IndexOutOfBoundsException("data frame " + frame + " of " + dataFrames);
    }
  }

  private static void checkParity(int index) {
    if (index < 0 || index >= MAX_PARITY) {
      throw new IndexOutOfBoundsException("parity frame " + index + " of " + MAX_PARITY);
    }
  }
}
