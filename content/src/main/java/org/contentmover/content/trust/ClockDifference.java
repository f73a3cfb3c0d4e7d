package org.contentmover.content.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the clocks of two machines differ. Immutable.
 *
 * @param ahead how far the one is ahead of the other, negative when it is behind
 */
public record ClockDifference(Duration ahead) {
  /** So far clocks may differ without anybody noticing. */
  public static final Duration TOLERATED = Duration.ofSeconds(30);

  /** Of two readings of the same moment. */
  public static ClockDifference between(Instant one, Instant other) {
    return new ClockDifference(Duration.between(other, one));
  }

  public boolean isTolerated() {
    return ahead.abs().compareTo(TOLERATED) <= 0;
  }

  /** For an administrator, for example {@code 1 h 0 min 3 s ahead of the CCM's}. */
  public String of(String other) {
    Duration size = ahead.abs();
    return (size.toHours() == 0 ? "" : size.toHours() + " h ")
        + (size.toMinutes() == 0 ? "" : size.toMinutesPart() + " min ")
        + size.toSecondsPart()
        + " s "
        + (ahead.isNegative() ? "behind " : "ahead of ")
        + other;
  }
}
