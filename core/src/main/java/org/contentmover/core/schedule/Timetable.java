package org.contentmover.core.schedule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * When something is done again and again: at even distances, or at a time of day on some days of
 * the week (SC-1). Immutable.
 */
public final class Timetable {
  private final Duration every;
  private final LocalTime at;
  private final Set<DayOfWeek> days;
  private final ZoneId zone;

  private Timetable(Duration every, LocalTime at, Set<DayOfWeek> days, ZoneId zone) {
    this.every = every;
    this.at = at;
    this.days = days;
    this.zone = zone;
  }

  /**
   * @throws IllegalArgumentException when the distance is not positive
   */
  public static Timetable every(Duration distance) {
    if (distance.isNegative() || distance.isZero()) {
      throw new IllegalArgumentException("every " + distance);
    }
    return new Timetable(distance, null, Set.of(), null);
  }

  /**
   * Where clocks are put forward over the time it is done right after, where they are put back the
   * first time only.
   *
   * @throws IllegalArgumentException when there is no day
   */
  public static Timetable daily(LocalTime at, Set<DayOfWeek> days, ZoneId zone) {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("on no day");
    }
    return new Timetable(
        null,
        Objects.requireNonNull(at),
        Set.copyOf(EnumSet.copyOf(days)),
        Objects.requireNonNull(zone));
  }

  /** The first time when it begins now. */
  public Instant first(Instant now) {
    return next(now, now);
  }

  /**
   * The time after {@code now}. However many were missed in between, they count as one, which was
   * {@code due}; even distances go on from there.
   */
  public Instant next(Instant due, Instant now) {
    if (every == null) {
      return nextDay(now);
    }
    if (now.isBefore(due)) {
      return due;
    }
    long passed = Duration.between(due, now).dividedBy(every);
    return due.plus(every.multipliedBy(passed + 1));
  }

  private Instant nextDay(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    for (int ahead = 0; ; ahead++) {
      LocalDate date = today.plusDays(ahead);
      Instant time = ZonedDateTime.of(date, at, zone).toInstant();
      if (days.contains(date.getDayOfWeek()) && time.isAfter(now)) {
        return time;
      }
    }
  }
}
