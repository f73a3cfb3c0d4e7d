package org.contentmover.ccm.version.checkpoint;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;

/**
 * Where the batch job writes how far a checkpoint is: each call is a transaction of its own, and
 * tells whether the attempt still counts. One that was given up, or whose checkpoint was removed,
 * hears "no" and stops (VC-9).
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CheckpointBoard {
  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private GroupDirectory groups;
  @Inject private AuditLog audit;
  @Inject private Event<CheckpointWanted> wanted;
  @Inject private Event<CheckpointGone> gone;

  /**
   * What to work on.
   *
   * @param manifest hash (hex)
   * @param entriesChecked where the attempt before was
   */
  public record Task(UUID checkpoint, int attempt, String manifest, long entriesChecked) {}

  public Optional<Task> task(UUID checkpoint, int attempt) {
    return current(checkpoint, attempt)
        .map(found -> new Task(checkpoint, attempt, found.manifest(), found.entriesChecked()));
  }

  public boolean alive(UUID checkpoint, int attempt) {
    return update(checkpoint, attempt, found -> {});
  }

  public boolean checked(Task task, long entriesSoFar, long ofEntries) {
    return update(
        task.checkpoint(), task.attempt(), found -> found.checked(entriesSoFar, ofEntries));
  }

  /** Completes it; the oldest of its group and kind beyond those that are kept go. */
  public boolean complete(Task task, long files, long contentBytes) {
    Optional<Checkpoint> found = current(task.checkpoint(), task.attempt());
    found.ifPresent(
        checkpoint -> {
          checkpoint.complete(files, contentBytes, clock.instant());
          entities.flush();
          expire(checkpoint);
        });
    return found.isPresent();
  }

  private void expire(Checkpoint newest) {
    List<Checkpoint> beyond =
        entities
            .createQuery(
                "select c from Checkpoint c where c.site = :site and c.group = :group"
                    + " and c.pinned = false and c.scheduled = :scheduled"
                    + " and c.completedAt is not null"
                    + " order by c.number desc",
                Checkpoint.class)
            .setParameter("site", newest.site())
            .setParameter("group", newest.group())
            .setParameter("scheduled", newest.isScheduled())
            .setFirstResult(kept(newest))
            .setMaxResults(1_000)
            .getResultList();
    expire(beyond, "newer ones are kept");
  }

  private void expire(List<Checkpoint> old, String why) {
    for (Checkpoint it : old) {
      entities.remove(it);
      gone.fire(new CheckpointGone(it.id()));
      audit.record(Actor.CCM, "checkpoint.expire", it.title(), why);
    }
  }

  /** Those made by hand do not go for those that are made by themselves. */
  private int kept(Checkpoint newest) {
    CheckpointSchedule schedule =
        newest.isScheduled()
            ? entities.find(
                CheckpointSchedule.class, new CheckpointSchedule.Key(newest.site(), newest.group()))
            : null;
    return schedule == null ? groups.checkpointsKept(newest.site()) : schedule.kept();
  }

  /** Fails it; of those made by themselves that failed only the latest stays. */
  public boolean failed(UUID checkpoint, int attempt, String why) {
    return update(
        checkpoint,
        attempt,
        found -> {
          found.failed(why);
          if (found.isScheduled()) {
            expire(failedBefore(found), "a later one failed, too");
          }
        });
  }

  private List<Checkpoint> failedBefore(Checkpoint failed) {
    return entities
        .createQuery(
            "select c from Checkpoint c where c.site = :site and c.group = :group"
                + " and c.pinned = false and c.scheduled = true and c.status = :failed"
                + " and c.number < :number",
            Checkpoint.class)
        .setParameter("site", failed.site())
        .setParameter("group", failed.group())
        .setParameter("failed", CheckpointStatus.FAILED)
        .setParameter("number", failed.number())
        .getResultList();
  }

  /** Begins a new attempt at what nobody shows a sign of life for: after a crash, all of them. */
  public void takeUp() {
    List<Checkpoint> abandoned =
        entities
            .createQuery(
                "select c from Checkpoint c where c.status = :checking and c.heartbeat < :limit",
                Checkpoint.class)
            .setParameter("checking", CheckpointStatus.CHECKING)
            .setParameter("limit", clock.instant().minus(Checkpoint.DEAD_AFTER))
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    for (Checkpoint checkpoint : abandoned) {
      wanted.fire(new CheckpointWanted(checkpoint.id(), checkpoint.begin(clock.instant())));
    }
  }

  private boolean update(UUID checkpoint, int attempt, Consumer<Checkpoint> change) {
    Optional<Checkpoint> found = current(checkpoint, attempt);
    found.ifPresent(change);
    found.ifPresent(it -> it.alive(clock.instant()));
    return found.isPresent();
  }

  private Optional<Checkpoint> current(UUID checkpoint, int attempt) {
    return Optional.ofNullable(
            entities.find(Checkpoint.class, checkpoint.toString(), LockModeType.PESSIMISTIC_WRITE))
        .filter(found -> found.isWorkedOnAs(attempt));
  }
}
