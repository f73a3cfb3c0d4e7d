package org.contentmover.gl.api;

/**
 * Time limits of the election, in milliseconds (EL-4).
 *
 * @param profile sets every other time limit of registration and transfer
 * @param leaderAliveIntervalMs between two Leader Alive messages
 * @param leaderDeadAfterMs silence of the leader after which it counts as dead
 * @param claimDelayMinMs delay of the claim of the best candidate
 * @param claimDelayMaxMs delay of the claim of the worst candidate
 * @param votingWindowMs how long a claimant waits for a better claim
 * @param concedeTimeoutMs how long a beaten claimant waits for the better one's Leader Alive
 */
public record TimerSettings(
    TimerProfile profile,
    long leaderAliveIntervalMs,
    long leaderDeadAfterMs,
    long claimDelayMinMs,
    long claimDelayMaxMs,
    long votingWindowMs,
    long concedeTimeoutMs) {
  private static final long MAX_INTERVAL_MS = 60_000;
  private static final long MAX_MS = 600_000;

  /**
   * Rejects limits outside 1 ms to 10 minutes, intervals above one minute, and limits that
   * contradict each other.
   */
  public TimerSettings {
    Checks.present("profile", profile);
    Checks.inRange("leaderAliveIntervalMs", leaderAliveIntervalMs, 1, MAX_INTERVAL_MS);
    Checks.inRange("leaderDeadAfterMs", leaderDeadAfterMs, 1, MAX_MS);
    Checks.inRange("claimDelayMinMs", claimDelayMinMs, 0, MAX_MS);
    Checks.inRange("claimDelayMaxMs", claimDelayMaxMs, 0, MAX_MS);
    Checks.inRange("votingWindowMs", votingWindowMs, 1, MAX_MS);
    Checks.inRange("concedeTimeoutMs", concedeTimeoutMs, 1, MAX_MS);
    if (leaderDeadAfterMs < 2 * leaderAliveIntervalMs) {
      throw new IllegalArgumentException(
          "leaderDeadAfterMs is "
              + leaderDeadAfterMs
              + "; needed is at least twice leaderAliveIntervalMs, which is "
              + leaderAliveIntervalMs
              + ": one lost datagram must not depose a leader");
    }
    if (claimDelayMaxMs < claimDelayMinMs) {
      throw new IllegalArgumentException(
          "claimDelayMaxMs is "
              + claimDelayMaxMs
              + "; needed is at least claimDelayMinMs, which is "
              + claimDelayMinMs);
    }
  }

  /** The values of a profile. */
  public static TimerSettings of(TimerProfile profile) {
    switch (profile) {
      case LAN:
        return new TimerSettings(profile, 100, 350, 20, 150, 150, 500);
      case SLOW:
        return new TimerSettings(profile, 500, 2_000, 100, 750, 750, 2_500);
      case SOURCE:
        return new TimerSettings(profile, 5_000, 10_000, 10_000, 15_000, 5_000, 15_000);
      default:
        throw new IllegalArgumentException("unknown profile " + profile);
    }
  }
}
