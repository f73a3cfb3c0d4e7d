package org.contentmover.gl.faults;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.contentmover.gl.api.FaultRates;

/**
 * Decides what becomes of each datagram of one channel in one direction. Safe for use by several
 * threads.
 */
final class FaultyPath {
  private final FaultRates rates;
  private final SplittableRandom random;
  private final LongAdder lost = new LongAdder();
  private final LongAdder duplicated = new LongAdder();
  private final LongAdder reordered = new LongAdder();
  private final LongAdder delayed = new LongAdder();

  /** Where datagrams go on. */
  @FunctionalInterface
  interface Next {
    void pass(byte[] buffer, int offset, int length);
  }

  FaultyPath(FaultRates rates, long seed) {
    this.rates = rates;
    this.random = new SplittableRandom(seed);
  }

  /**
   * One datagram comes.
   *
   * @param buffer may be used again after this call
   * @param line takes what has to wait
   */
  void send(byte[] buffer, int offset, int length, DelayLine line, Next next) {
    if (!rates.any()) {
      next.pass(buffer, offset, length);
      return;
    }
    if (strikes(rates.loss())) {
      lost.increment();
      return;
    }
    pass(buffer, offset, length, line, next);
    if (strikes(rates.duplicate())) {
      duplicated.increment();
      pass(buffer, offset, length, line, next);
    }
  }

  private void pass(byte[] buffer, int offset, int length, DelayLine line, Next next) {
    int waitMs = rates.delayMs();
    if (waitMs > 0) {
      delayed.increment();
    }
    if (strikes(rates.reorder())) {
      reordered.increment();
      waitMs += FaultRates.REORDER_MS;
    }
    if (waitMs == 0) {
      next.pass(buffer, offset, length);
    } else {
      byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
      line.after(waitMs, () -> next.pass(copy, 0, copy.length));
    }
  }

  private boolean strikes(double share) {
    if (share == 0) {
      return false;
    }
    synchronized (random) {
      return random.nextDouble() < share;
    }
  }

  void addTo(Map<String, Long> counters, String prefix) {
    counters.put(prefix + "lost", lost.sum());
    counters.put(prefix + "duplicated", duplicated.sum());
    counters.put(prefix + "reordered", reordered.sum());
    counters.put(prefix + "delayed", delayed.sum());
  }
}
