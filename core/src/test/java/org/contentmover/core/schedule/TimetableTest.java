package org.contentmover.core.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final Set<DayOfWeek> ALL_DAYS = EnumSet.allOf(DayOfWeek.class);
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private static Instant at(String time) {
    return Instant.parse(time);
  }

  @Test
  void shouldKeepEvenDistances() {
    Timetable hourly = Timetable.every(Duration.ofHours(1));
    assertEquals(at("2026-03-01T10:20:00Z"), hourly.first(at("2026-03-01T09:20:00Z")));
    assertEquals(
        at("2026-03-01T11:20:00Z"),
        hourly.next(at("2026-03-01T10:20:00Z"), at("2026-03-01T10:20:03Z")),
        "three seconds late, and not later every time");
  }

  @Test
  void shouldCountMissedTimesAsOne() {
    Timetable hourly = Timetable.every(Duration.ofHours(1));
    assertEquals(
        at("2026-03-04T08:20:00Z"),
        hourly.next(at("2026-03-01T10:20:00Z"), at("2026-03-04T07:30:00Z")));
    Timetable daily = Timetable.daily(LocalTime.of(3, 0), ALL_DAYS, LONDON);
    assertEquals(
        at("2026-03-05T03:00:00Z"),
        daily.next(at("2026-03-01T03:00:00Z"), at("2026-03-04T07:30:00Z")));
  }

  @Test
  void shouldKeepToTheClockOnTheWallAndTheDays() {
    Timetable mondays = Timetable.daily(LocalTime.of(3, 0), Set.of(DayOfWeek.MONDAY), LONDON);
    assertEquals(at("2026-03-23T03:00:00Z"), mondays.first(at("2026-03-17T12:00:00Z")));
    assertEquals(
        at("2026-03-30T02:00:00Z"),
        mondays.first(at("2026-03-23T03:00:00Z")),
        "summer time; and not the same one again");
  }

  @Test
  void shouldBeOnceADayWhereClocksAreChanged() {
    Timetable early = Timetable.daily(LocalTime.of(1, 30), ALL_DAYS, LONDON);
    Instant skipped = early.first(at("2026-03-28T12:00:00Z"));
    assertEquals(at("2026-03-29T01:30:00Z"), skipped, "there is no 01:30, it is 02:30");
    assertEquals(at("2026-03-30T00:30:00Z"), early.first(skipped));
    Instant twice = early.first(at("2026-10-24T12:00:00Z"));
    assertEquals(at("2026-10-25T00:30:00Z"), twice, "the first of the two");
    assertEquals(at("2026-10-26T01:30:00Z"), early.first(twice));
  }

  @Test
  void shouldRefuseWhatNeverComes() {
    assertThrows(IllegalArgumentException.class, () -> Timetable.every(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> Timetable.daily(LocalTime.NOON, Set.of(), LONDON));
  }
}
