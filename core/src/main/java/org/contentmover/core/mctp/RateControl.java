package org.contentmover.core.mctp;

import java.util.SortedMap;
import org.contentmover.core.ids.ServerName;

/**
 * How fast a leader may send in its segment, all sessions together: between a safe start, or what
 * was good last, and the bound of the orders (LD-5).
 *
 * <p>Works in windows of one rate each. When most receivers lose more than they used to, the rate
 * falls to what arrives of it, and the next window judges: loss that falls with the rate was
 * congestion, and the rate stays there and probes up again. Loss that does not fall is not
 * congestion; it is repaired, and the rate goes back to where it was (ADR 0095).
 *
 * <p>Owned by one thread. Times are those of the caller's monotonic clock.
 */
final class RateControl {
  /** What {@link #tick} found. */
  enum Phase {
    /** Nothing suspicious: at the bound, or probing up. */
    OPEN,
    /** The rate was cut, and the window shows whether that helps. */
    TESTING
  }

  private static final double PERCENT = 0.01;

  /** Loss that is not worth a test: parity repairs it for less. */
  private static final double LEAST_LOSS = PERCENT;

  /** Chance loss of a window that must not look like more. */
  private static final double DEVIATIONS = 3;

  /**
   * Windows in a row that must look congested before the rate is cut for less than obvious loss.
   */
  private static final int CONFIRMATIONS = 2;

  private static final int OBVIOUS = 4;

  /** Share of the new loss that may be left after a cut that ended congestion. */
  private static final double FELL = 0.5;

  /** Share of it that is left when the cut changed nothing but by chance. */
  private static final double STAYED = 0.8;

  private static final int MOST_CUTS = 3;

  /** Deviations from the mean that one of hundreds of receivers has now and then. */
  private static final double UNLUCKY = 4;

  /** Frames lost where usually none is. */
  private static final int SPARE = 2;

  private static final double LEAST_VARIANCE = 0.005;

  /** A little below what arrives, so that a full queue on the way empties. */
  private static final double DRAIN = 0.95;

  /** First step of a probe beyond the last known limit, of the bound; doubles with each. */
  private static final double STEP = 0.005;

  private static final double NEAR_LIMIT = 0.99;
  private static final double FORGET = 0.25;
  private static final double LEARN = 1.0 / 16;

  private static final long LOWEST_BYTES_PER_SECOND = 125_000;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long FIRST_RECHECK_NS = 2 * SECOND_NS;
  private static final long LONGEST_RECHECK_NS = 60 * SECOND_NS;

  private final RatePolicy policy;
  private final HearingBook hearing = new HearingBook();
  private final Silence silence = new Silence();

  private Phase phase = Phase.OPEN;
  private long bound;
  private double rate;
  private double lastLimit;
  private double step;

  private int window = 1;
  private int marks;
  private long dueNs;
  private double paidBytes;
  private double sentBytes;

  private double usualLoss;
  private int suspicions;
  private long congestions;
  private long chances;
  private long silences;
  private double rateBefore;
  private double lossBefore;
  private double lossIfCongested;
  private int cuts;
  private long recheckNs = FIRST_RECHECK_NS;
  private long recheckAtNs;

  RateControl(RatePolicy policy) {
    this.policy = policy;
  }

  // ---- inputs

  /** The highest bound of the orders being sent. */
  void bound(long bytesPerSecond) {
    boolean first = bound == 0;
    bound = bytesPerSecond;
    if (first) {
      rate = Math.max(lowest(), bound * PERCENT * policy.startPercent());
    }
  }

  /**
   * A mark was sent.
   *
   * @param answerByNs when the last answers to it come in; 0 for a mark nobody answers
   */
  void marked(long answerByNs) {
    if (answerByNs == 0) {
      return;
    }
    if (marks == 0) {
      dueNs = answerByNs + policy.graceNs();
    }
    marks++;
  }

  /**
   * A session sent so much between two marks of one pass.
   *
   * @param bytes it sent
   * @param allowedBytes it could have sent at its share of the rate
   */
  void sent(double bytes, double allowedBytes) {
    sentBytes += bytes;
    paidBytes += allowedBytes;
  }

  /** A receiver counted between two marks of a window; of another window it is of no use. */
  void heard(ServerName server, int itsWindow, int sentFrames, int heardFrames) {
    if (itsWindow == window) {
      hearing.enter(server, sentFrames, heardFrames);
    } else if (silence.isAnsweredBy(itsWindow)) {
      // It was not silent, but late: the rate is what arrived of the one it speaks of.
      double arrived = Math.min(1, (double) heardFrames / Math.max(1, sentFrames));
      rate = Math.max(rate, silence.rateIn(itsWindow) * arrived);
      silence.wasLateness();
      if (1 - arrived <= usualLoss + LEAST_LOSS) {
        rise();
      }
      nextWindow();
    }
  }

  /** Time has passed: judges the window if its answers are in. */
  void tick(long nowNs) {
    if (marks == 0 || nowNs < dueNs) {
      return;
    }
    if (hearing.hasCounts()) {
      hearing.close();
      silence.isOver();
      if (policy.adaptive()) {
        judge(nowNs);
      } else {
        usualLoss = hearing.loss();
      }
      nextWindow();
    } else if (marks >= silence.patienceMarks()) {
      silences++;
      silence.goesOn(window, rate);
      rate = Math.max(lowest(), sendingRate() / 2);
      phase = Phase.OPEN;
      nextWindow();
    }
  }

  // ---- answers

  /** What all sessions together may send in a second. */
  long bytesPerSecond() {
    return policy.adaptive() ? Math.max(1, Math.min(bound, (long) rate)) : bound;
  }

  /** Changes whenever counting begins anew: a mark has to say so in the stream. */
  int window() {
    return window;
  }

  Phase phase() {
    return phase;
  }

  /** Adds what it found, by name. */
  void addTo(SortedMap<String, Long> counters) {
    counters.put("mctp.rate.bytes-per-second", bound == 0 ? 0 : bytesPerSecond());
    counters.put("mctp.rate.congestions", congestions);
    counters.put("mctp.rate.chances", chances);
    counters.put("mctp.rate.silences", silences);
    counters.put("mctp.rate.usual-loss-permille", Math.round(usualLoss * 1_000));
  }

  /** What most receivers lose whatever the rate is, 0 to 1. */
  double usualLoss() {
    return usualLoss;
  }

  /** The most of so many frames that any of many receivers loses by chance, as most of them do. */
  int usualLossOf(int frames) {
    double mean = frames * usualLoss;
    return (int) (mean + UNLUCKY * Math.sqrt(mean * (1 - usualLoss))) + SPARE;
  }

  // ---- judging

  private void judge(long nowNs) {
    double loss = hearing.loss();
    if (phase == Phase.TESTING) {
      judgeTest(loss, nowNs);
    } else if (loss > usualLoss + suspicion()) {
      suspicions++;
      // A short pause somewhere loses as much as a little congestion does, but only once.
      boolean starting = lastLimit == 0 && rate < bound;
      if (starting || suspicions == CONFIRMATIONS || loss > usualLoss + OBVIOUS * suspicion()) {
        test(loss, usualLoss);
      }
    } else if (usualLoss > LEAST_LOSS && nowNs - recheckAtNs >= 0) {
      // Loss once found to be no congestion may be it now.
      test(Math.max(loss, usualLoss), 0);
    } else {
      suspicions = 0;
      learn(loss);
      rise();
    }
  }

  private double suspicion() {
    double variance = Math.max(usualLoss, LEAST_VARIANCE) * (1 - usualLoss) / hearing.frames();
    return Math.max(Math.max(LEAST_LOSS, usualLoss / 4), DEVIATIONS * Math.sqrt(variance));
  }

  /** Sends what arrives, and a little less, to see what becomes of the loss. */
  private void test(double loss, double expected) {
    phase = Phase.TESTING;
    suspicions = 0;
    cuts = 0;
    rateBefore = rate;
    lossBefore = loss;
    lossIfCongested = expected;
    cut(loss);
  }

  private void cut(double loss) {
    cuts++;
    rate = Math.max(lowest(), sendingRate() * (1 - loss) / (1 - lossIfCongested) * DRAIN);
  }

  private void judgeTest(double loss, long nowNs) {
    double excess = (loss - lossIfCongested) / (lossBefore - lossIfCongested);
    if (excess > FELL && excess < STAYED && cuts < MOST_CUTS) {
      // Queues that were filling when the loss was counted made it look smaller than it was.
      cut(loss);
      return;
    }
    phase = Phase.OPEN;
    if (excess < STAYED) {
      // The rate stays; below the limit, what is lost is what is lost always.
      congestions++;
      lastLimit = rate / DRAIN;
      step = bound * STEP;
      usualLoss = loss;
      recheckNs = FIRST_RECHECK_NS;
      recheckAtNs = nowNs + recheckNs;
    } else {
      chances++;
      usualLoss = (loss + lossBefore) / 2;
      rate = rateBefore;
      recheckAtNs = nowNs + recheckNs;
      recheckNs = Math.min(LONGEST_RECHECK_NS, 2 * recheckNs);
      rise();
    }
  }

  private void learn(double loss) {
    if (loss < usualLoss) {
      usualLoss += (loss - usualLoss) * FORGET;
    } else if (rate >= bound) {
      usualLoss += (loss - usualLoss) * LEARN;
    }
  }

  private void rise() {
    if (rate >= bound) {
      return;
    }
    if (lastLimit == 0) {
      rate *= 2;
    } else if (rate < lastLimit * NEAR_LIMIT) {
      rate += Math.max((lastLimit - rate) / 2, bound * STEP);
    } else {
      rate += step;
      step *= 2;
    }
    rate = Math.min(rate, bound);
  }

  /** What is really being sent: a disk or a socket may take less than the rate allows. */
  private double sendingRate() {
    double filled = paidBytes > 0 ? Math.min(1, sentBytes / paidBytes) : 1;
    return Math.min(bound, rate) * filled;
  }

  private double lowest() {
    return Math.min(bound, LOWEST_BYTES_PER_SECOND);
  }

  private void nextWindow() {
    window++;
    marks = 0;
    paidBytes = 0;
    sentBytes = 0;
  }
}
