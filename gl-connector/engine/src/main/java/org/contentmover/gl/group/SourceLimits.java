package org.contentmover.gl.group;

import java.util.Arrays;

/**
 * How many datagrams are taken of one host on a channel, so that a host that floods this one is
 * refused on the thread that receives, before a lock is taken, a byte is copied or a seal is
 * checked (LD-4, EL-7). Frames on data channels are not limited: they come as fast as the network
 * is.
 *
 * <p>Hosts are told apart by their IP address. Memory does not grow with their number: those whose
 * addresses fall together share what they may send, and nobody from outside knows who they are.
 *
 * <p>Safe for use by several threads; allocates nothing. Time: the monotonic clock.
 */
final class SourceLimits {
  /** Many times what a leader of a thousand servers, or several servers on one host, send. */
  static final int PER_SECOND = 2_000;

  /**
   * What may come at once, after a pause of the host or of the network; more than waits for the
   * loop.
   */
  static final int BURST = 1_000;

  private static final int SLOT_BITS = 10;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long INTERVAL_NS = 1_000_000_000L / PER_SECOND;

  private final int secret;

  /** When a host would have used up what it was given. */
  private final long[] usedUpNs = new long[1 << SLOT_BITS];

  /**
   * Nobody has sent anything.
   *
   * @param secret random, so that nobody can choose whom to share with
   */
  SourceLimits(int secret, long nowNs) {
    this.secret = secret;
    Arrays.fill(usedUpNs, nowNs);
  }

  /**
   * Whether one more datagram is taken of a host.
   *
   * @param addressHash of its IP address
   */
  synchronized boolean admits(int addressHash, long nowNs) {
    int slot = (int) ((addressHash ^ secret) * SPREAD >>> (Long.SIZE - SLOT_BITS));
    long fromNs = usedUpNs[slot] - nowNs > 0 ? usedUpNs[slot] : nowNs;
    if (fromNs - nowNs >= BURST * INTERVAL_NS) {
      return false;
    }
    usedUpNs[slot] = fromNs + INTERVAL_NS;
    return true;
  }
}
