package org.contentmover.ccm.web.api;

import java.util.concurrent.TimeUnit;

/**
 * Bounds how many bytes leave in a second over all connections together (DT-5): each caller
 * reserves what it is about to send and waits as long as it is told. After a pause up to a quarter
 * of a second may be caught up at once. Thread-safe; time is an argument, nanoseconds of any
 * monotonic clock.
 */
final class RateBound {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
  static final long BURST_NS = SECOND_NS / 4;

  private final long bytesPerSecond;
  private boolean used;
  private long reservedUntilNs;

  /**
   * @param bytesPerSecond 0 means unlimited
   */
  RateBound(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("bytesPerSecond " + bytesPerSecond + ", allowed is >= 0");
    }
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Nanoseconds to wait before these bytes may be sent. */
  synchronized long reserve(int bytes, long nowNs) {
    if (bytesPerSecond == 0) {
      return 0;
    }
    long earliestNs = nowNs - BURST_NS;
    if (!used || reservedUntilNs - earliestNs < 0) {
      reservedUntilNs = earliestNs;
      used = true;
    }
    reservedUntilNs += Math.multiplyExact((long) bytes, SECOND_NS) / bytesPerSecond;
    return Math.max(0, reservedUntilNs - nowNs);
  }
}
