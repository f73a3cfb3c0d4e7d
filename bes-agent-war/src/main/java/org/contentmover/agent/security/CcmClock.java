package org.contentmover.agent.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.content.trust.ClockDifference;

/**
 * What time it is at the CCM, by which servers and CCM judge one another's tokens and deadlines.
 * The own clock, until the CCM has proved that its own says something else; from then on what it
 * said, counted on by the monotonic clock, whatever happens to the own one. Safe for any thread.
 */
public final class CcmClock extends Clock {
  private static final Logger LOG = Logger.getLogger(CcmClock.class.getName());

  private final Clock own;
  private final LongSupplier monotonicNs;
  private volatile Reading told;

  private record Reading(Instant time, long atNs) {}

  public CcmClock(Clock own, LongSupplier monotonicNs) {
    this.own = own;
    this.monotonicNs = monotonicNs;
  }

  /** A moment to be given to {@link #told} with the answer to what is asked now. */
  public long askedNs() {
    return monotonicNs.getAsLong();
  }

  /**
   * The CCM proved what time it is there.
   *
   * @param askedNs when it was asked. It answered later; taking it for that moment lets this clock
   *     be ahead of the CCM's by the time the answer took, and never behind by it: a token of the
   *     CCM expires here no later than there, however long somebody held the answer back
   */
  public void told(Instant time, long askedNs) {
    told = new Reading(time, askedNs);
    LOG.log(Level.WARNING, "clock: {0}", describe());
  }

  @Override
  public Instant instant() {
    Reading last = told;
    return last == null ? own.instant() : last.time.plusNanos(monotonicNs.getAsLong() - last.atNs);
  }

  /** A time of the CCM as the own clock will show it. */
  public Instant byOwnClock(Instant time) {
    return time.plus(difference().ahead());
  }

  private ClockDifference difference() {
    return told == null
        ? new ClockDifference(Duration.ZERO)
        : ClockDifference.between(own.instant(), instant());
  }

  /** What is wrong with the own clock, "" for nothing. */
  public String problem() {
    return difference().isTolerated() ? "" : describe();
  }

  /** For an administrator. */
  public String describe() {
    ClockDifference difference = difference();
    return difference.isTolerated()
        ? "not known to differ from the CCM's by more than "
            + ClockDifference.TOLERATED.toSeconds()
            + " s"
        : "the clock of this server is "
            + difference.of("the CCM's")
            + "; it works by the CCM's time. Synchronise the clocks of both hosts (NTP)";
  }

  @Override
  public ZoneId getZone() {
    return own.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("times of the CCM have no zone");
  }
}
