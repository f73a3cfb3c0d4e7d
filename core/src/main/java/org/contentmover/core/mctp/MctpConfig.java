package org.contentmover.core.mctp;

/**
 * Time limits and bounds of transfers. Durations in nanoseconds; docs/protocol/mctp.md has the
 * arithmetic.
 *
 * @param announceHoldNs how long the first pass waits for servers that have not decided, once the
 *     quorum has
 * @param ask waits before a silent server is asked again for its answer or status
 * @param maxTries requests without any sign of life after which a server counts as missing
 * @param window in which servers answer
 * @param passes when multicast is over for a server
 * @param reportAsk waits before servers are asked for their reports
 * @param reportRepeat waits before a report that nobody acknowledged is sent again
 * @param progressIntervalNs shortest interval between two collected reports of a distribution
 * @param pace how a session keeps its rate
 * @param abandonNs silence of every leader after which an incomplete reception is dropped
 * @param multicastAskPercent share of silent servers above which they are asked by multicast
 * @param rate how a leader finds its rate
 */
public record MctpConfig(
    long announceHoldNs,
    Backoff ask,
    int maxTries,
    AnswerWindow window,
    PassLimits passes,
    Backoff reportAsk,
    Backoff reportRepeat,
    long progressIntervalNs,
    Pace pace,
    long abandonNs,
    int multicastAskPercent,
    RatePolicy rate) {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;

  private static final int MAX_TRIES = 10;
  private static final long PROGRESS_INTERVAL_NS = 500 * MS;
  private static final long ABANDON_NS = 600 * SECOND;
  private static final int HALF = 50;
  private static final int FEEDBACK_GRACE = 5;
  private static final int SLOW_IN_A_ROW = 2;

  /** Rejects bounds under which nothing would be tried. */
  public MctpConfig {
    if (announceHoldNs < 0 || maxTries < 1 || progressIntervalNs < 1 || abandonNs < 1) {
      throw new IllegalArgumentException(
          "hold "
              + announceHoldNs
              + ", tries "
              + maxTries
              + ", progress "
              + progressIntervalNs
              + ", abandon "
              + abandonNs);
    }
  }

  /** A switched local network and servers that get their CPU. */
  public static MctpConfig lan() {
    return of(
        SECOND,
        new Backoff(100 * MS, SECOND),
        new AnswerWindow(10 * MS, MS / 2, SECOND),
        passes(SECOND),
        new Backoff(SECOND, 5 * SECOND),
        new Backoff(250 * MS, 5 * SECOND),
        new Pace(10 * MS, 2 * MS),
        rate(50 * MS, 200));
  }

  /** Servers starved of CPU or a lossy network: waits five times as long. */
  public static MctpConfig slow() {
    return of(
        5 * SECOND,
        new Backoff(500 * MS, 5 * SECOND),
        new AnswerWindow(50 * MS, 5 * MS / 2, 5 * SECOND),
        passes(5 * SECOND),
        new Backoff(5 * SECOND, 10 * SECOND),
        new Backoff(SECOND, 10 * SECOND),
        new Pace(50 * MS, 5 * MS),
        rate(250 * MS, 100));
  }

  /** The source's own values where it gives any: status within a second, ten tries (LD-13). */
  public static MctpConfig source() {
    return of(
        5 * SECOND,
        new Backoff(SECOND, 5 * SECOND),
        new AnswerWindow(SECOND, 0, SECOND),
        passes(5 * SECOND),
        new Backoff(5 * SECOND, 10 * SECOND),
        new Backoff(SECOND, 10 * SECOND),
        new Pace(50 * MS, 5 * MS),
        rate(250 * MS, 100));
  }

  private static MctpConfig of(
      long announceHoldNs,
      Backoff ask,
      AnswerWindow window,
      PassLimits passes,
      Backoff reportAsk,
      Backoff reportRepeat,
      Pace pace,
      RatePolicy rate) {
    return new MctpConfig(
        announceHoldNs,
        ask,
        MAX_TRIES,
        window,
        passes,
        reportAsk,
        reportRepeat,
        PROGRESS_INTERVAL_NS,
        pace,
        ABANDON_NS,
        HALF,
        rate);
  }

  private static PassLimits passes(long fruitlessNs) {
    return new PassLimits(3, fruitlessNs, 3, 20);
  }

  private static RatePolicy rate(long feedbackIntervalNs, int answersPerSecond) {
    return new RatePolicy(
        true,
        HALF,
        feedbackIntervalNs,
        answersPerSecond,
        feedbackIntervalNs / FEEDBACK_GRACE,
        HALF,
        SLOW_IN_A_ROW);
  }

  /** This configuration with another way to the rate. */
  public MctpConfig withRate(RatePolicy newRate) {
    return with(newRate, multicastAskPercent);
  }

  /** This configuration with another way to the rate, and to ask silent servers. */
  public MctpConfig with(RatePolicy newRate, int newMulticastAskPercent) {
    return new MctpConfig(
        announceHoldNs,
        ask,
        maxTries,
        window,
        passes,
        reportAsk,
        reportRepeat,
        progressIntervalNs,
        pace,
        abandonNs,
        newMulticastAskPercent,
        newRate);
  }
}
