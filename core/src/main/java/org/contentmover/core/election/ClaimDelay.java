package org.contentmover.core.election;

import java.util.random.RandomGenerator;

/**
 * How long a candidate waits before it claims: the shorter the higher its priority (EL-4), and in a
 * slot before everybody else's when it lost a leadership a moment ago (EL-16).
 */
final class ClaimDelay {
  private final ElectionConfig config;
  private final RandomGenerator random;
  private boolean wasLeader;
  private long deposedAtNs;

  ClaimDelay(ElectionConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /** This server leads no more, since now. */
  void onDeposed(long nowNs) {
    wasLeader = true;
    deposedAtNs = nowNs;
  }

  /** The delay of a claim that is being planned now by a server of that priority. */
  long nextNs(int priority, long nowNs) {
    if (wasLeader && nowNs - deposedAtNs < config.deposedMemoryNs()) {
      return randomNs(config.deposedClaimDelayNs());
    }
    long rangeNs = config.claimDelayMaxNs() - config.claimDelayMinNs();
    int missing = ElectionConfig.MAX_PRIORITY - Math.max(0, priority);
    long slotNs = rangeNs * missing / ElectionConfig.MAX_PRIORITY;
    // A tenth of the range keeps candidates of equal priority from claiming all at once.
    return config.claimDelayMinNs() + slotNs + randomNs(rangeNs / 10);
  }

  private long randomNs(long boundNs) {
    return boundNs > 0 ? random.nextLong(boundNs) : 0;
  }
}
