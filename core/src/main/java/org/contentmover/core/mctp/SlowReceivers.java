package org.contentmover.core.mctp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.core.ids.ServerName;

/**
 * Finds receivers that hear much less than most, for long enough to leave the multicast (LD-5, ADR
 * 0097). Takes counts between any two marks: a receiver that loses most frames loses most marks
 * too.
 */
final class SlowReceivers {
  /** A judgement needs counts over so long, or so many of them. */
  private static final long ENOUGH_NS = 500_000_000L;

  private static final int ENOUGH_COUNTS = 6;
  private static final int ENOUGH_FRAMES = 64;

  /** What {@link #enter} gives for a receiver that is not slow. */
  static final int NOT_SLOW = -1;

  private final RatePolicy policy;
  private final Map<ServerName, Hearing> byServer = new LinkedHashMap<>();

  SlowReceivers(RatePolicy policy) {
    this.policy = policy;
  }

  /** What one receiver told since it was judged last, and how it was judged. */
  private static final class Hearing {
    private long sent;
    private long heard;
    private long spanNs;
    private int counts;
    private double share = 1;
    private int slowInARow;

    boolean isEnough() {
      return sent >= ENOUGH_FRAMES && (spanNs >= ENOUGH_NS || counts >= ENOUGH_COUNTS);
    }
  }

  /**
   * A receiver counted.
   *
   * @param spanNs between the two marks
   * @return what it hears in percent of what most hear, when it has been slow for long enough; else
   *     {@link #NOT_SLOW}
   */
  int enter(ServerName server, int sentFrames, int heardFrames, long spanNs) {
    Hearing hearing = byServer.computeIfAbsent(server, name -> new Hearing());
    hearing.sent += sentFrames;
    hearing.heard += heardFrames;
    hearing.spanNs += spanNs;
    hearing.counts++;
    if (!hearing.isEnough()) {
      return NOT_SLOW;
    }
    hearing.share = Math.min(1, (double) hearing.heard / hearing.sent);
    hearing.sent = 0;
    hearing.heard = 0;
    hearing.spanNs = 0;
    hearing.counts = 0;
    int percent = (int) (100 * hearing.share / mostHear());
    hearing.slowInARow = percent < policy.slowPercent() ? hearing.slowInARow + 1 : 0;
    return hearing.slowInARow >= policy.slowInARow() ? percent : NOT_SLOW;
  }

  /** The median; of two the better. */
  private double mostHear() {
    double[] shares = byServer.values().stream().mapToDouble(its -> its.share).sorted().toArray();
    return Math.max(shares[shares.length / 2], 1e-6);
  }
}
