package org.contentmover.core.election;

/**
 * Estimates which share of the leader's heartbeats is lost, and how many must be missing in a row
 * before silence means death.
 *
 * <p>The estimate is an exponentially weighted mean over about the last 64 heartbeats (6.4 s at 10
 * a second). With a share p lost, n in a row are lost by chance with probability p^n; the least n
 * is taken for which that is at most one in a million: 3 at 1 %, 5 at 5 %, 9 at 20 %. At ten
 * heartbeats a second one member then suspects a living leader about once in a day.
 */
final class HeartbeatLoss {
  static final int MAX_INTERVALS = 12;
  private static final double WEIGHT = 1.0 / 64;
  private static final double ACCEPTED_FALSE_SUSPICION = 1e-6;

  private final ElectionConfig config;
  private double lostShare;
  private long lastSequence;

  HeartbeatLoss(ElectionConfig config) {
    this.config = config;
  }

  /** Follows a leader whose heartbeats are counted from {@code sequence} on; the estimate stays. */
  void follow(long sequence) {
    lastSequence = sequence;
  }

  /** Whether the leader sent that heartbeat after the last one that arrived. */
  boolean isNewer(long sequence) {
    return sequence > lastSequence;
  }

  /** A heartbeat of the leader followed, newer than the last one. */
  void onHeartbeat(long sequence) {
    long step = sequence - lastSequence;
    lastSequence = sequence;
    for (long lost = Math.min(step - 1, MAX_INTERVALS); lost > 0; lost--) {
      lostShare += WEIGHT * (1 - lostShare);
    }
    lostShare -= WEIGHT * lostShare;
  }

  /** Heartbeats that must be missing in a row before the leader counts as dead. */
  private int intervalsUntilDead() {
    int intervals = 1;
    // Multiplied out instead of Math.log, whose last bit may differ between machines.
    for (double byChance = lostShare;
        byChance > ACCEPTED_FALSE_SUSPICION && intervals < MAX_INTERVALS;
        byChance *= lostShare) {
      intervals++;
    }
    return intervals;
  }

  /**
   * Silence after which a leader counts as dead that sends at this interval: what the configuration
   * says, stretched when the leader's profile is a slower one; more when heartbeats are being lost.
   * Half an interval is added for delay that varies.
   */
  long silenceUntilDeadNs(long leaderIntervalNs) {
    long intervalNs = Math.max(leaderIntervalNs, config.leaderAliveIntervalNs());
    double slower = (double) intervalNs / config.leaderAliveIntervalNs();
    long withoutLossNs = (long) (config.leaderDeadAfterNs() * slower);
    return Math.max(withoutLossNs, intervalsUntilDead() * intervalNs + intervalNs / 2);
  }

  /** Share of lost heartbeats in thousandths. */
  int lostPermille() {
    return (int) Math.round(1000 * lostShare);
  }
}
