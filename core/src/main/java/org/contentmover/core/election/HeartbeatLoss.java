package org.contentmover.core.election;

import org.contentmover.core.wire.IgnoredReason;

/**
 * The numbers of the leader's heartbeats: which of them is news, and how many are missing.
 *
 * <p>A number further ahead than a leader gets while it is followed is not believed: the true ones
 * would be old from then on. Once the leader has been lost any number is news: neither a forged one
 * nor a pause of which this server's clock knows nothing keeps it from its leader (ADR 0191).
 *
 * <p>Estimates which share of the leader's heartbeats is lost, and how many must be missing in a
 * row before silence means death.
 *
 * <p>The estimate is an exponentially weighted mean over about the last 64 heartbeats (6.4 s at 10
 * a second). With a share p lost, n in a row are lost by chance with probability p^n; the least n
 * is taken for which that is at most one in a million: 3 at 1 %, 5 at 5 %, 9 at 20 %. At ten
 * heartbeats a second one member then suspects a living leader about once in a day.
 */
final class HeartbeatLoss {
  static final int MAX_INTERVALS = 12;

  static final int LEAST_FAR_AHEAD = 64;

  /** In an interval, with four that answer claims. */
  private static final int MOST_IN_AN_INTERVAL = 5;

  /** No server can be configured to a shorter one. */
  private static final long LEAST_INTERVAL_NS = 10_000_000;

  private static final long UNKNOWN = -1;
  private static final double WEIGHT = 1.0 / 64;
  private static final double ACCEPTED_FALSE_SUSPICION = 1e-6;

  private final ElectionConfig config;
  private double lostShare;
  private long lastSequence = UNKNOWN;
  private long farAhead = LEAST_FAR_AHEAD;

  HeartbeatLoss(ElectionConfig config) {
    this.config = config;
  }

  /** The leader was lost: whatever number it comes back with is its next one. */
  void forgetNumber() {
    lastSequence = UNKNOWN;
  }

  /**
   * Why a heartbeat of the leader with this number proves nothing about it now; null if it does.
   */
  IgnoredReason refusal(long sequence) {
    if (lastSequence == UNKNOWN) {
      return null;
    }
    if (sequence <= lastSequence) {
      return IgnoredReason.NO_EFFECT; // a copy, or overtaken by a later one
    }
    return sequence - lastSequence > farAhead ? IgnoredReason.NUMBER_TOO_FAR : null;
  }

  /**
   * A heartbeat of the leader followed that was not refused.
   *
   * @param first whether what came before tells nothing of losses: the estimate stays
   * @return silence from now on after which that leader counts as dead
   */
  long take(LeaderAlive alive, boolean first) {
    long step = alive.sequence() - lastSequence;
    lastSequence = alive.sequence();
    if (!first) {
      for (long lost = Math.min(step - 1, MAX_INTERVALS); lost > 0; lost--) {
        lostShare += WEIGHT * (1 - lostShare);
      }
      lostShare -= WEIGHT * lostShare;
    }
    long silenceNs = silenceUntilDeadNs(alive.intervalNs());
    long intervals = silenceNs / Math.max(alive.intervalNs(), LEAST_INTERVAL_NS);
    farAhead = Math.max(LEAST_FAR_AHEAD, MOST_IN_AN_INTERVAL * intervals);
    return silenceNs;
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
  private long silenceUntilDeadNs(long leaderIntervalNs) {
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
