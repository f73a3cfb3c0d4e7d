package org.contentmover.core.election;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * Priority and time limits of one member's election; docs/protocol/election.md shows their
 * arithmetic. All times are nanoseconds.
 *
 * @param priority the administrator's preference, 0 to 100, higher is better; {@link #NEVER_LEADS}
 *     never claims (EL-3). The priority until something is measured
 * @param leaderAliveIntervalNs between two Leader Alive messages
 * @param leaderDeadAfterNs silence after which the leader counts as dead, at no measured loss
 * @param claimDelayMinNs delay of the claim of a candidate of priority 100
 * @param claimDelayMaxNs delay of the claim of a candidate of priority 0
 * @param deposedClaimDelayNs latest claim of a leader deposed a moment ago (EL-16)
 * @param deposedMemoryNs how long it is a moment ago that a server led
 * @param votingWindowNs how long a claimant waits for a better claim
 * @param concedeTimeoutNs how long a beaten member waits for the winner's Leader Alive
 * @param selfCheckIntervalNs between two checks that the own multicast is heard (EL-15)
 * @param preemption whether a candidate better by {@link #PREEMPTION_MARGIN} may depose a healthy
 *     leader
 */
public record ElectionConfig(
    int priority,
    long leaderAliveIntervalNs,
    long leaderDeadAfterNs,
    long claimDelayMinNs,
    long claimDelayMaxNs,
    long deposedClaimDelayNs,
    long deposedMemoryNs,
    long votingWindowNs,
    long concedeTimeoutNs,
    long selfCheckIntervalNs,
    boolean preemption) {
  /** Priority of a server that waits for a leader and never becomes one. */
  public static final int NEVER_LEADS = -1;

  /** Highest priority: that of a server assigned to lead, above whatever is measured. */
  public static final int MAX_PRIORITY = 100;

  /** Longest time between two heartbeats: whoever names a longer one is no leader's process. */
  public static final long MAX_ALIVE_INTERVAL_NS = SECONDS.toNanos(60);

  /** By how much a candidate must be better than a leader to depose it, with pre-emption on. */
  public static final int PREEMPTION_MARGIN = 10;

  /** Rejects limits that contradict each other; the message names them. */
  public ElectionConfig {
    if (priority < NEVER_LEADS || priority > MAX_PRIORITY) {
      throw new IllegalArgumentException(
          "priority is " + priority + "; allowed are 0 to 100, or never (-1)");
    }
    positive("leaderAliveInterval", leaderAliveIntervalNs);
    if (leaderAliveIntervalNs > MAX_ALIVE_INTERVAL_NS) {
      throw new IllegalArgumentException("leaderAliveInterval must not be longer than 60 s");
    }
    positive("votingWindow", votingWindowNs);
    positive("concedeTimeout", concedeTimeoutNs);
    positive("selfCheckInterval", selfCheckIntervalNs);
    if (leaderDeadAfterNs < 2 * leaderAliveIntervalNs) {
      throw new IllegalArgumentException(
          "leaderDeadAfter must be at least twice leaderAliveInterval: one lost datagram must not"
              + " depose a leader");
    }
    if (claimDelayMinNs < 0 || claimDelayMaxNs < claimDelayMinNs || deposedClaimDelayNs < 0) {
      throw new IllegalArgumentException(
          "claim delays must not be negative, and claimDelayMax not less than claimDelayMin");
    }
  }

  /** Local network: a dead leader is replaced within about 0.6 s. */
  public static ElectionConfig lan(int priority) {
    return ofMillis(priority, 100, 350, 20, 150, 10, 5_000, 150, 500, 1_000);
  }

  /** Starved servers or a lossy network: five times {@link #lan}. */
  public static ElectionConfig slow(int priority) {
    return ofMillis(priority, 500, 2_000, 100, 750, 50, 10_000, 750, 2_500, 5_000);
  }

  /** The values of the source (LD-13): 5 s alive, 10 s dead, claims after 5 or 10–15 s. */
  public static ElectionConfig source(int priority) {
    return ofMillis(priority, 5_000, 10_000, 10_000, 15_000, 5_000, 60_000, 5_000, 15_000, 10_000);
  }

  private static ElectionConfig ofMillis(
      int priority,
      long aliveMs,
      long deadMs,
      long claimMinMs,
      long claimMaxMs,
      long deposedClaimMs,
      long deposedMemoryMs,
      long votingMs,
      long concedeMs,
      long selfCheckMs) {
    return new ElectionConfig(
        priority,
        MILLISECONDS.toNanos(aliveMs),
        MILLISECONDS.toNanos(deadMs),
        MILLISECONDS.toNanos(claimMinMs),
        MILLISECONDS.toNanos(claimMaxMs),
        MILLISECONDS.toNanos(deposedClaimMs),
        MILLISECONDS.toNanos(deposedMemoryMs),
        MILLISECONDS.toNanos(votingMs),
        MILLISECONDS.toNanos(concedeMs),
        MILLISECONDS.toNanos(selfCheckMs),
        false);
  }

  private static void positive(String what, long valueNs) {
    if (valueNs <= 0) {
      throw new IllegalArgumentException(what + " must be longer than 0");
    }
  }
}
