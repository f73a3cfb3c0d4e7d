package org.contentmover.core.election;

/**
 * Whether this server hears its own multicast (EL-15). A check is sent at once, then every interval
 * until one is heard, then every {@value #RELAXED_INTERVALS} intervals; after {@value
 * #MISSES_UNTIL_DEAF} checks in a row without an echo the server is deaf. Any own datagram that
 * comes back counts, so a leader's heartbeats do the work of checks.
 */
final class SelfHearing {
  static final int RELAXED_INTERVALS = 10;
  static final int MISSES_UNTIL_DEAF = 3;

  private final long intervalNs;
  private boolean heard;
  private boolean echoSinceCheck = true;
  private int misses;
  private long deadlineNs = Election.NO_DEADLINE;

  SelfHearing(long intervalNs) {
    this.intervalNs = intervalNs;
  }

  boolean heard() {
    return heard;
  }

  long deadlineNs() {
    return deadlineNs;
  }

  void onEcho() {
    heard = true;
    echoSinceCheck = true;
    misses = 0;
  }

  /**
   * A check is due: notes whether the last one was heard, and that the next goes out now.
   *
   * @return whether the server has gone deaf by that
   */
  boolean onCheck(long nowNs) {
    boolean heardBefore = heard;
    if (!echoSinceCheck) {
      misses++;
      heard &= misses < MISSES_UNTIL_DEAF;
    }
    boolean relaxed = heard && echoSinceCheck;
    echoSinceCheck = false;
    deadlineNs = nowNs + (relaxed ? RELAXED_INTERVALS * intervalNs : intervalNs);
    return heardBefore && !heard;
  }
}
