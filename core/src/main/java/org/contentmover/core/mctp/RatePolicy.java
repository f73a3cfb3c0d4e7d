package org.contentmover.core.mctp;

/**
 * How a leader finds its rate (LD-5, LD-11; ADR 0095 has the reasons for the figures).
 *
 * @param adaptive whether the rate follows congestion; else it is the orders' bound
 * @param startPercent of the bound with which a leadership begins
 * @param feedbackIntervalNs between two marks that receivers answer inside a pass; 0 for none: they
 *     answer the one at its end
 * @param answersPerSecond of all receivers together at most, inside a pass
 * @param graceNs how long after their window answers may still come in
 * @param slowPercent of what most receivers hear: who hears less is slow
 * @param slowInARow judgements in a row after which a slow receiver leaves the multicast
 */
public record RatePolicy(
    boolean adaptive,
    int startPercent,
    long feedbackIntervalNs,
    int answersPerSecond,
    long graceNs,
    int slowPercent,
    int slowInARow) {
  /** Rejects what could not work. */
  public RatePolicy {
    inRange("start percent", startPercent, 1, 100);
    inRange("answers per second", answersPerSecond, 1, 100_000);
    inRange("slow percent", slowPercent, 0, 100);
    inRange("slow in a row", slowInARow, 1, 1_000);
    if (feedbackIntervalNs < 0 || graceNs < 0) {
      throw new IllegalArgumentException(
          "feedback every " + feedbackIntervalNs + " ns, grace " + graceNs + " ns");
    }
  }

  /** This policy with another way to the rate and another interval. */
  public RatePolicy with(boolean newAdaptive, long newFeedbackIntervalNs) {
    return new RatePolicy(
        newAdaptive,
        startPercent,
        newFeedbackIntervalNs,
        answersPerSecond,
        graceNs,
        slowPercent,
        slowInARow);
  }

  private static void inRange(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " is " + value + "; allowed is " + min + " to " + max);
    }
  }
}
