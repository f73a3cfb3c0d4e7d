package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.checkpoint.view.CheckpointScheduleView;
import org.contentmover.ccm.version.checkpoint.view.CheckpointTimes;

/** Schedules of checkpoints in the database. */
@Stateless
public class CheckpointSchedulesBean implements CheckpointSchedules {
  /** A database that restarts is back by then. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int KEPT = 10;
  private static final int MOST_KEPT = 1_000;

  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private ScheduledCheckpoints checkpoints;
  @Inject private AuditLog audit;
  @Inject private Clock clock;

  @Override
  public CheckpointScheduleView view(String site, String group) {
    groups.shadow(site, group);
    CheckpointSchedule found = find(site, group, LockModeType.NONE);
    return (found == null ? new CheckpointSchedule(site, group, KEPT) : found).view();
  }

  @Override
  public CheckpointScheduleView change(
      String site, String group, CheckpointTimes times, Long expectedRevision, Actor by) {
    groups.lockSite(site);
    groups.shadow(site, group);
    CheckpointSchedule schedule = find(site, group, LockModeType.PESSIMISTIC_WRITE);
    boolean isNew = schedule == null;
    if (isNew) {
      schedule = new CheckpointSchedule(site, group, KEPT);
    }
    Revisions.require(
        "checkpoint schedule of", site + "/" + group, expectedRevision, schedule.revision());
    choose(schedule, times);
    int kept = times.kept() == null ? KEPT : times.kept();
    if (kept < 1 || kept > MOST_KEPT) {
      throw new Invalid("kept", kept, "a whole number from 1 to " + MOST_KEPT);
    }
    schedule.changed(kept, clock.instant());
    if (isNew) {
      entities.persist(schedule);
    }
    audit.record(by, "checkpoint.schedule", site + "/" + group, schedule.inWords());
    entities.flush();
    return schedule.view();
  }

  private static void choose(CheckpointSchedule schedule, CheckpointTimes times) {
    boolean daily = times.at() != null;
    if (times.every() != null && daily) {
      throw new Invalid("at", times.at(), "either every or at");
    }
    if (!daily && (times.timeZone() != null || !isEmpty(times.days()))) {
      throw new Invalid("at", null, "a time of day, with days or timeZone");
    }
    if (daily) {
      schedule.daily(
          parsed("at", times.at(), "a time of day as 03:00", CheckpointSchedulesBean::minute),
          days(times.days()),
          times.timeZone() == null
              ? ZoneOffset.UTC
              : parsed("timeZone", times.timeZone(), "one as Europe/London", ZoneId::of));
    } else if (times.every() != null) {
      if (times.every().compareTo(SHORTEST) < 0 || times.every().compareTo(LONGEST) > 0) {
        throw new Invalid(
            "every", times.every(), "from " + SHORTEST + " to " + LONGEST.toDays() + " days");
      }
      schedule.every(times.every());
    } else {
      schedule.never();
    }
  }

  /** Hours and minutes: nobody is helped by a checkpoint at a certain second. */
  private static LocalTime minute(String text) {
    if (text.length() != "03:00".length()) {
      throw new DateTimeException(text);
    }
    return LocalTime.parse(text);
  }

  private static Set<DayOfWeek> days(List<String> names) {
    if (isEmpty(names)) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : names) {
      days.add(
          parsed(
              "days",
              name,
              "days of the week as MONDAY",
              text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT))));
    }
    return days;
  }

  private static boolean isEmpty(Collection<String> names) {
    return names == null || names.isEmpty();
  }

  private static <T> T parsed(
      String field, String text, String allowed, Function<String, T> reading) {
    try {
      return reading.apply(text);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new Invalid(field, text, allowed);
    }
  }

  @Override
  public List<Due> due() {
    return entities
        .createQuery(
            "select s from CheckpointSchedule s where s.next <= :now order by s.next",
            CheckpointSchedule.class)
        .setParameter("now", clock.instant())
        .getResultStream()
        .map(it -> new Due(it.site(), it.group()))
        .toList();
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void take(Due due) {
    still(due).ifPresent(it -> it.took(clock.instant(), checkpoints.make(it.site(), it.group())));
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void tookInVain(Due due, String why) {
    still(due).ifPresent(it -> it.took(clock.instant(), why));
  }

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void stumbled(Due due, String why) {
    Instant now = clock.instant();
    still(due).filter(it -> it.isDue(now.minus(PATIENCE))).ifPresent(it -> it.took(now, why));
  }

  private Optional<CheckpointSchedule> still(Due due) {
    return Optional.ofNullable(find(due.site(), due.group(), LockModeType.PESSIMISTIC_WRITE))
        .filter(it -> it.isDue(clock.instant()));
  }

  private CheckpointSchedule find(String site, String group, LockModeType lock) {
    return entities.find(CheckpointSchedule.class, new CheckpointSchedule.Key(site, group), lock);
  }
}
