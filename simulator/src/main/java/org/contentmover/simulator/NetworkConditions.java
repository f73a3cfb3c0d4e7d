package org.contentmover.simulator;

import java.util.Locale;

/**
 * How the simulated network treats datagrams. Shares are probabilities from 0 to 1.
 *
 * @param lossShare of datagrams that vanish, each on its own
 * @param burstShare probability that with one datagram its receiver loses everything for a while
 * @param burstNs longest such while
 * @param duplicateShare of datagrams that arrive twice
 * @param minDelayNs shortest way
 * @param maxDelayNs longest way; datagrams overtake each other within it
 */
record NetworkConditions(
    double lossShare,
    double burstShare,
    long burstNs,
    double duplicateShare,
    long minDelayNs,
    long maxDelayNs) {
  private static final long MS = 1_000_000;

  /** Nothing lost, 50 µs to 1 ms. */
  static final NetworkConditions GOOD = new NetworkConditions(0, 0, MS, 0, MS / 20, MS);

  /** The same with at most this share lost, and no bursts. */
  NetworkConditions calmed(double mostLossShare) {
    return new NetworkConditions(
        Math.min(mostLossShare, lossShare), 0, burstNs, duplicateShare, minDelayNs, maxDelayNs);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "loss %.1f %%, bursts %.2f %% up to %.0f ms, duplicates %.1f %%, delay %.2f to %.1f ms",
        100 * lossShare,
        100 * burstShare,
        burstNs / 1e6,
        100 * duplicateShare,
        minDelayNs / 1e6,
        maxDelayNs / 1e6);
  }
}
