package org.contentmover.gl.api;

/**
 * How a leader finds the rate of its transfers, and asks for answers (LD-5, LD-7, LD-11). Counts on
 * the server that leads.
 *
 * @param adaptiveRate whether the rate follows congestion; else it is the orders' bound
 * @param startPercent of the bound with which a new leader begins
 * @param feedbackIntervalMs between two marks that receivers answer during a pass; 0: they answer
 *     at its end only
 * @param feedbackAnswersPerSecond of all receivers together at most
 * @param slowPercent of what most receivers hear: who hears less twice running has to fetch; 0:
 *     nobody has to
 * @param multicastAskPercent share of silent servers above which they are asked by multicast, each
 *     by unicast below it; 100: never by multicast
 */
public record TransferSettings(
    boolean adaptiveRate,
    int startPercent,
    int feedbackIntervalMs,
    int feedbackAnswersPerSecond,
    int slowPercent,
    int multicastAskPercent) {
  /** Shortest feedback interval; marks that come faster are taken for a flood. */
  public static final int MIN_FEEDBACK_INTERVAL_MS = 10;

  /** Longest feedback interval. */
  public static final int MAX_FEEDBACK_INTERVAL_MS = 10_000;

  /** Most answers in a second. */
  public static final int MAX_ANSWERS_PER_SECOND = 100_000;

  private static final int ALL = 100;
  private static final int HALF = 50;

  /** Rejects what is out of range. */
  public TransferSettings {
    Checks.inRange("startPercent", startPercent, 1, ALL);
    if (feedbackIntervalMs != 0) {
      Checks.inRange(
          "feedbackIntervalMs",
          feedbackIntervalMs,
          MIN_FEEDBACK_INTERVAL_MS,
          MAX_FEEDBACK_INTERVAL_MS);
    }
    Checks.inRange("feedbackAnswersPerSecond", feedbackAnswersPerSecond, 1, MAX_ANSWERS_PER_SECOND);
    Checks.inRange("slowPercent", slowPercent, 0, ALL);
    Checks.inRange("multicastAskPercent", multicastAskPercent, 0, ALL);
  }

  /** The values of a profile. */
  public static TransferSettings of(TimerProfile profile) {
    return profile == TimerProfile.LAN
        ? new TransferSettings(true, HALF, 50, 200, HALF, HALF)
        : new TransferSettings(true, HALF, 250, 100, HALF, HALF);
  }
}
