package org.contentmover.core.guard;

/**
 * Which counters of one sender were taken already: the highest, and a bit for each of the {@value
 * #SIZE} below it. Datagrams may overtake one another by so many.
 */
final class ReplayWindow {
  /** Counters kept account of. */
  static final int SIZE = 4_096;

  private static final int MASK = SIZE - 1;

  private final long floor;
  private final long[] taken = new long[SIZE / Long.SIZE];
  private long highest;

  /** Takes only what is above the floor. */
  ReplayWindow(long floor) {
    this.floor = floor;
    this.highest = floor;
  }

  /**
   * Takes a counter, once.
   *
   * @return null when it is new, else why it is not taken
   */
  GuardRefusal take(long counter) {
    if (counter > highest) {
      advance(counter);
    } else if (counter <= floor || highest - counter >= SIZE) {
      return GuardRefusal.TOO_OLD;
    }
    int bit = (int) counter & MASK;
    long mask = 1L << bit; // of the word: shifts count modulo 64
    if ((taken[bit >>> 6] & mask) != 0) {
      return GuardRefusal.REPLAYED;
    }
    taken[bit >>> 6] |= mask;
    return null;
  }

  private void advance(long counter) {
    long steps = Math.min(counter - highest, SIZE);
    for (long skipped = counter - steps + 1; skipped <= counter; skipped++) {
      int bit = (int) skipped & MASK;
      taken[bit >>> 6] &= ~(1L << bit);
    }
    highest = counter;
  }
}
