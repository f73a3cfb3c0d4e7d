package org.contentmover.core.mctp;

/**
 * A link that is slower than what is sent into it: a queue of some bytes, beyond which it drops.
 */
final class DropTailLink {
  /** What {@link #arrivalNs} gives for a datagram that found the queue full. */
  static final long DROPPED = -1;

  private static final double NS_PER_SECOND = 1e9;

  private final double bytesPerSecond;
  private final double queueNs;
  private double idleAtNs;
  long dropped;
  long carriedBytes;

  DropTailLink(long bytesPerSecond, int queueBytes) {
    this.bytesPerSecond = bytesPerSecond;
    this.queueNs = queueBytes / (double) bytesPerSecond * NS_PER_SECOND;
  }

  /** When a datagram that enters now has left. */
  long arrivalNs(int bytes, long nowNs) {
    double startNs = Math.max(nowNs, idleAtNs);
    double takesNs = bytes / bytesPerSecond * NS_PER_SECOND;
    if (startNs + takesNs - nowNs > queueNs) {
      dropped++;
      return DROPPED;
    }
    carriedBytes += bytes;
    idleAtNs = startNs + takesNs;
    return (long) idleAtNs;
  }
}
