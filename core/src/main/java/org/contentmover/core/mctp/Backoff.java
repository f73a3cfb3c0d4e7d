package org.contentmover.core.mctp;

/**
 * How long to wait before something is tried again: ever longer, up to a limit.
 *
 * @param firstNs wait before the second try; each later wait is twice the one before
 * @param longestNs longest wait
 */
public record Backoff(long firstNs, long longestNs) {
  /** Rejects waits that make no sense. */
  public Backoff {
    if (firstNs < 1 || longestNs < firstNs) {
      throw new IllegalArgumentException("waits from " + firstNs + " ns to " + longestNs + " ns");
    }
  }

  /** How long so many waits take one after the other. */
  long sumNs(int waits) {
    long sum = 0;
    long wait = firstNs;
    for (int i = 0; i < waits; i++) {
      sum += wait;
      wait = after(wait);
    }
    return sum;
  }

  /** The wait after a wait of {@code waitedNs}. */
  long after(long waitedNs) {
    return Math.min(longestNs, 2 * waitedNs);
  }
}
