package org.contentmover.core.mctp;

/**
 * Paces a session: no more than a rate in the long run, no more than a burst at once.
 *
 * <p>Kept as one point in time instead of a number of tokens (the generic cell rate algorithm):
 * each frame moves {@code paidUntilNs} on by the time its bytes take at the rate; a frame may go
 * while that point is at most a burst ahead of now. Equivalent to a bucket that holds {@code
 * burstNs} × rate bytes, without rounding away fractions of tokens between two close calls.
 *
 * <p>Not safe for use by several threads. Times are those of the caller's monotonic clock.
 */
public final class TokenBucket {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final long burstNs;
  private long bytesPerSecond;
  private long paidUntilNs;
  private long remainder;

  /**
   * A full bucket.
   *
   * @param bytesPerSecond the rate, at least 1
   * @param burstNs how long the burst lasts at that rate
   * @param nowNs now
   */
  public TokenBucket(long bytesPerSecond, long burstNs, long nowNs) {
    this.burstNs = burstNs;
    this.paidUntilNs = nowNs;
    rate(bytesPerSecond);
  }

  /** Changes the rate from now on; what is paid for already stays. */
  public void rate(long newBytesPerSecond) {
    if (newBytesPerSecond < 1) {
      throw new IllegalArgumentException("rate is " + newBytesPerSecond + " bytes/s; at least 1");
    }
    bytesPerSecond = newBytesPerSecond;
    remainder = 0;
  }

  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /**
   * Takes the bytes of one datagram if it may go now.
   *
   * @return whether it may
   */
  public boolean tryTake(int bytes, long nowNs) {
    if (paidUntilNs - nowNs > burstNs) {
      return false;
    }
    // Idle time earns a burst, never more.
    long fromNs = paidUntilNs - nowNs < 0 ? nowNs : paidUntilNs;
    long cost = bytes * NS_PER_SECOND + remainder;
    remainder = cost % bytesPerSecond;
    paidUntilNs = fromNs + cost / bytesPerSecond;
    return true;
  }

  /** When the next datagram may go; in the past when it may go already. */
  public long readyAtNs() {
    return paidUntilNs - burstNs;
  }
}
