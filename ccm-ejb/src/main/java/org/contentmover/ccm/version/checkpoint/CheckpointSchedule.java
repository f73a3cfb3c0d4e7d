package org.contentmover.ccm.version.checkpoint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.version.checkpoint.view.CheckpointScheduleView;
import org.contentmover.core.schedule.Timetable;

/** When checkpoints of one content group are made by themselves, and what came of it last. */
@Entity
@Table(name = "checkpoint_schedule")
@IdClass(CheckpointSchedule.Key.class)
class CheckpointSchedule {
  @Id private String site;

  @Id
  @Column(name = "group_name")
  private String group;

  @Column(name = "every_ms")
  private Long everyMillis;

  @Column(name = "at_time")
  private String at;

  private String days = "";

  @Column(name = "time_zone")
  private String timeZone;

  private int kept;

  @Column(name = "next_ms")
  private Instant next;

  @Column(name = "last_ms")
  private Instant last;

  @Column(name = "last_result")
  private String lastResult = "";

  /** Of what people change; what changes by itself leaves it as it is. */
  private long revision;

  @Version private long version;

  protected CheckpointSchedule() {}

  CheckpointSchedule(String site, String group, int kept) {
    this.site = site;
    this.group = group;
    this.kept = kept;
  }

  void never() {
    everyMillis = null;
    at = null;
    days = "";
    timeZone = null;
  }

  void every(Duration distance) {
    never();
    everyMillis = distance.toMillis();
  }

  void daily(LocalTime time, Set<DayOfWeek> onDays, ZoneId zone) {
    never();
    at = time.toString();
    days = EnumSet.copyOf(onDays).stream().map(DayOfWeek::name).collect(Collectors.joining(" "));
    timeZone = zone.getId();
  }

  void changed(int newKept, Instant now) {
    kept = newKept;
    next = timetable().map(times -> times.first(now)).orElse(null);
    revision++;
  }

  boolean isDue(Instant now) {
    return next != null && !next.isAfter(now);
  }

  /** It was time; whoever says so does what is to be done. */
  void took(Instant now, String result) {
    next = timetable().map(times -> times.next(next, now)).orElse(null);
    last = now;
    lastResult = Columns.fit(result, 1000);
  }

  private Optional<Timetable> timetable() {
    if (everyMillis != null) {
      return Optional.of(Timetable.every(Duration.ofMillis(everyMillis)));
    }
    if (at == null) {
      return Optional.empty();
    }
    Set<DayOfWeek> on = dayNames().stream().map(DayOfWeek::valueOf).collect(Collectors.toSet());
    return Optional.of(Timetable.daily(LocalTime.parse(at), on, ZoneId.of(timeZone)));
  }

  private List<String> dayNames() {
    return days.isEmpty() ? List.of() : Arrays.asList(days.split(" "));
  }

  String site() {
    return site;
  }

  String group() {
    return group;
  }

  int kept() {
    return kept;
  }

  long revision() {
    return revision;
  }

  /** For people. */
  String inWords() {
    if (everyMillis != null) {
      return "every " + Duration.ofMillis(everyMillis) + ", " + kept + " kept";
    }
    return at == null
        ? "never"
        : "at " + at + " " + timeZone + " on " + days + ", " + kept + " kept";
  }

  CheckpointScheduleView view() {
    return new CheckpointScheduleView(
        site,
        group,
        everyMillis == null ? null : Duration.ofMillis(everyMillis),
        at,
        dayNames(),
        timeZone,
        kept,
        next,
        last,
        lastResult,
        revision);
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String site;
    String group;

    Key() {}

    Key(String site, String group) {
      this.site = site;
      this.group = group;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && site.equals(key.site) && group.equals(key.group);
    }

    @Override
    public int hashCode() {
      return 31 * site.hashCode() + group.hashCode();
    }
  }
}
