package org.contentmover.core.fec;

import java.util.Arrays;

/**
 * A sum of frames, each multiplied by a coefficient: all the work of coding.
 *
 * <p>A product is never computed byte by byte. The coefficient's bits are taken from the highest
 * down: the sum so far is doubled, and the frames whose coefficient has that bit are added; adding
 * is exclusive or. So all of it is work on whole {@code long}s in plain loops, which the compiler
 * turns into vector instructions (ADR 0090).
 *
 * <p>Not safe for use by several threads.
 */
final class Combination {
  private static final int BITS = 8;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long ONES = 0x0101_0101_0101_0101L;

  private final long[] sum;
  private final int[] offsets = new int[CodingBlock.MAX_DATA];
  private final int[] coefficients = new int[CodingBlock.MAX_DATA];
  private final int[] chosen = new int[CodingBlock.MAX_DATA];
  private int terms;

  /** For frames of so many words. */
  Combination(int words) {
    sum = new long[words];
  }

  /** Begins a new sum. */
  void clear() {
    terms = 0;
  }

  /** The frame that begins at this word of the source is part of the sum. */
  void add(int coefficient, int offset) {
    coefficients[terms] = coefficient;
    offsets[terms] = offset;
    terms++;
  }

  /** The sum over frames of {@code source}; valid until the next call. */
  long[] of(long[] source) {
    Arrays.fill(sum, 0);
    boolean empty = true;
    for (int bit = BITS - 1; bit >= 0; bit--) {
      if (!empty) {
        twice(sum, sum.length);
      }
      int count = choose(bit);
      empty &= count == 0;
      addChosen(source, count);
    }
    return sum;
  }

  private int choose(int bit) {
    int count = 0;
    for (int term = 0; term < terms; term++) {
      if ((coefficients[term] >> bit & 1) != 0) {
        chosen[count++] = offsets[term];
      }
    }
    return count;
  }

  private void addChosen(long[] source, int count) {
    int at = 0;
    for (; at + 4 <= count; at += 4) {
      addFour(sum, source, chosen[at], chosen[at + 1], chosen[at + 2], chosen[at + 3], sum.length);
    }
    for (; at < count; at++) {
      addOne(sum, source, chosen[at], sum.length);
    }
  }

  private static void addOne(long[] sum, long[] source, int a, int words) {
    for (int i = 0; i < words; i++) {
      sum[i] ^= source[a + i];
    }
  }

  /** Four at once: the sum is read and written a quarter as often. */
  private static void addFour(long[] sum, long[] source, int a, int b, int c, int d, int words) {
    for (int i = 0; i < words; i++) {
      sum[i] = sum[i] ^ source[a + i] ^ source[b + i] ^ source[c + i] ^ source[d + i];
    }
  }

  /** Multiplies eight bytes at once by x: shifts, and reduces those that had the highest bit. */
  private static void twice(long[] sum, int words) {
    for (int i = 0; i < words; i++) {
      long carry = sum[i] >>> BITS - 1 & ONES;
      // Times 0x1D, bit by bit: vector units multiply longs slowly or not at all.
      sum[i] = (sum[i] & LOW_BITS) << 1 ^ carry ^ carry << 2 ^ carry << 3 ^ carry << 4;
    }
  }
}
