package org.contentmover.core.election;

import org.contentmover.core.wire.IgnoredReason;

/**
 * How far ahead an epoch may be that others name (EL-6): one forged datagram must not use up the
 * numbers of a segment.
 *
 * <p>The horizon begins {@value #STEP} above the own floor. Whoever names an epoch beyond it is not
 * believed, but moves it by as much: a heartbeat twice in a heartbeat interval at most, everything
 * else once in {@value #SLOWER} intervals, so that members keep up with a leader that counts on. So
 * a server that was away for long, or whose segment had its numbers driven up, catches up in about
 * the time that it took to drive them up; and all numbers last for thousands of years of an attack.
 *
 * <p>Owned by one thread. Errors: none.
 */
final class EpochHorizon {
  static final long STEP = 1_000_000;
  static final int SLOWER = 4;

  /** Leaves room for counting on. */
  private static final long FARTHEST = LeadershipFloor.MAX_EPOCH - 1;

  private final ElectionOutput output;
  private final RateLimit stepsOfLeaders;
  private final RateLimit stepsOfOthers;
  private long highest;
  private long horizon;

  EpochHorizon(long floorEpoch, long leaderAliveIntervalNs, ElectionOutput output) {
    this.output = output;
    stepsOfLeaders = new RateLimit(leaderAliveIntervalNs / 2);
    stepsOfOthers = new RateLimit(SLOWER * leaderAliveIntervalNs);
    highest = floorEpoch;
    horizon = Math.min(floorEpoch + STEP, FARTHEST);
  }

  /** A heartbeat is of this epoch. Whether it is believed, and counted above from now on. */
  boolean believesLeader(long epoch, long nowNs) {
    return believes(epoch, stepsOfLeaders, nowNs);
  }

  /** Something else names this epoch. Whether it is believed, and counted above from now on. */
  boolean believes(long epoch, long nowNs) {
    return believes(epoch, stepsOfOthers, nowNs);
  }

  private boolean believes(long epoch, RateLimit steps, long nowNs) {
    if (epoch > horizon) {
      output.ignored(IgnoredReason.EPOCH_TOO_FAR);
      if (steps.permits(nowNs)) {
        horizon = Math.min(horizon + STEP, FARTHEST);
      }
      return false;
    }
    highest = Math.max(highest, epoch);
    return true;
  }

  /** Whether there is a number for one more leadership of this server. */
  boolean hasNext() {
    return highest < LeadershipFloor.MAX_EPOCH;
  }

  /** The number of its next leadership: above all that it has believed. */
  long next() {
    return ++highest;
  }
}
