package org.contentmover.agent.relay;

/**
 * A bound of bytes per second that all users of one instance share. Pure arithmetic over the time
 * it is given: it tells how long to wait, the caller waits. Safe for several threads; who asks
 * first is served first.
 */
public final class RateBound {
  /** No bound. */
  public static final long UNLIMITED = 0;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  // What may be sent at once after a pause: a tenth of a second's worth keeps the link smooth.
  private static final long BURST_NS = NANOS_PER_SECOND / 10;

  private final long bytesPerSecond;
  private boolean used;
  private long freeAtNs;

  /**
   * A new bound.
   *
   * @param bytesPerSecond rate, or {@link #UNLIMITED}
   */
  public RateBound(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("bytesPerSecond is " + bytesPerSecond);
    }
    this.bytesPerSecond = bytesPerSecond;
  }

  /**
   * Takes a place in the queue for so many bytes.
   *
   * @param bytes about to be sent, at most a few hundred kilobytes
   * @param nowNs a monotonic clock
   * @return nanoseconds to wait before sending them, 0 or more
   */
  public synchronized long reserve(long bytes, long nowNs) {
    if (bytesPerSecond == UNLIMITED) {
      return 0;
    }
    long earliestNs = nowNs - BURST_NS;
    if (!used || freeAtNs - earliestNs < 0) {
      freeAtNs = earliestNs;
      used = true;
    }
    freeAtNs += Math.multiplyExact(bytes, NANOS_PER_SECOND) / bytesPerSecond;
    return Math.max(0, freeAtNs - nowNs);
  }

  /** How much to send between two waits: small enough to be smooth, large enough to be cheap. */
  public int pieceBytes(int mostBytes) {
    if (bytesPerSecond == UNLIMITED) {
      return mostBytes;
    }
    return (int) Math.max(1, Math.min(mostBytes, bytesPerSecond / 20));
  }
}
