package org.contentmover.ccm.distribution;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.topology.SiteOnServer;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.seal.AssignmentSeal;

/**
 * Where the batch job that prepares what servers lack finds its work and writes what it did: each
 * call is a transaction of its own, and tells whether the attempt still counts. One that was given
 * up hears "no": it starts nothing any more, and stops (VC-9). Any node may call.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CatchUpBoard {
  private static final System.Logger LOG = System.getLogger(CatchUpBoard.class.getName());
  private static final Duration DEADLINE = Duration.ofHours(6);

  @PersistenceContext private EntityManager entities;
  @Inject private CatchUps catchUps;
  @Inject private BusyServers busyServers;
  @Inject private DistributionBook starts;
  @Inject private DistributionRows rows;
  @Inject private VersionLedger ledger;
  @Inject private HotPlaces hot;
  @Inject private AssignmentOffice office;
  @Inject private GroupDirectory groups;
  @Inject private Clock clock;

  /**
   * Looks who has to catch up. The number of an attempt that is to be started, when something has
   * to be prepared and nobody does: what stopped with its node is taken up so, too.
   */
  public OptionalInt look() {
    CatchUpPreparation preparation = locked();
    Instant now = clock.instant();
    if (catchUps.look().isEmpty() || !preparation.isFree(now)) {
      return OptionalInt.empty();
    }
    boolean stopped = preparation.isBegun();
    int attempt = preparation.begin(now);
    if (stopped) {
      LOG.log(
          System.Logger.Level.INFO,
          "Preparing what servers lack stopped, perhaps with its node. It goes on as attempt {0}.",
          attempt);
    }
    return OptionalInt.of(attempt);
  }

  /** What to prepare; nothing for an attempt that does not count any more. */
  public List<CatchUpTask> tasks(int attempt) {
    return locked().isWorkedOnAs(attempt) ? catchUps.look() : List.of();
  }

  public boolean alive(int attempt) {
    return update(attempt, preparation -> preparation.alive(clock.instant()));
  }

  /** What is due by then is for another attempt. */
  public boolean ended(int attempt) {
    return update(attempt, CatchUpPreparation::ended);
  }

  private boolean update(int attempt, Consumer<CatchUpPreparation> change) {
    CatchUpPreparation preparation = locked();
    boolean counts = preparation.isWorkedOnAs(attempt);
    if (counts) {
      change.accept(preparation);
    }
    return counts;
  }

  /** Whether it is still to be prepared by this attempt. */
  public boolean isWanted(int attempt, CatchUpTask task) {
    return wanted(attempt, task).isPresent();
  }

  /**
   * Starts with an assignment made before, if one still serves, and is no replay to the server: it
   * may have been given something later on the way to the version this begins at, or by a run that
   * was aborted (CM-12). The same one may be given again. Whether there is nothing left to do.
   *
   * @param sealed whether it has to be sealed, and then for this server too
   */
  public boolean startWithKnown(int attempt, CatchUpTask task, long baseVersion, boolean sealed) {
    Optional<CatchUp> held = wanted(attempt, task);
    if (held.isEmpty()) {
      return true;
    }
    Optional<AssignmentView> known =
        ledger
            .reusable(task.shadow(), baseVersion)
            // The latest there is: when that is too old, all others are.
            .filter(it -> !rows.wasGivenLater(task.server(), it))
            .filter(it -> isSealedAsWanted(it, task.box(), sealed));
    known.ifPresent(assignment -> start(held.get(), task, assignment));
    return known.isPresent();
  }

  private boolean isSealedAsWanted(AssignmentView known, Optional<String> box, boolean sealed) {
    try {
      Optional<AssignmentSeal> seal = office.sealOf(known.id());
      return seal.isPresent() == sealed
          && (seal.isEmpty() || box.isPresent() && seal.get().isFor(box.get()));
    } catch (IOException e) {
      // Its file is not what it was: another one is written.
      return false;
    }
  }

  /**
   * Whether nothing may be written for it now, because a run has taken the server since; asked once
   * a number is taken: what a run numbered before it would be a replay to the server.
   */
  public boolean mustWait(int attempt, CatchUpTask task) {
    Optional<CatchUp> held = wanted(attempt, task);
    boolean taken = isTaken(task);
    if (taken) {
      held.ifPresent(it -> it.pauses(clock.instant()));
    }
    return taken || held.isEmpty();
  }

  private boolean isTaken(CatchUpTask task) {
    String site = task.shadow().site();
    Map<String, String> busy = busyServers.bySite().getOrDefault(site, Map.of());
    long version = task.shadow().version();
    boolean isHot = hot.standsFor(site, task.shadow().group(), version) != version;
    return busy.containsKey(task.server()) || (isHot && !busy.isEmpty());
  }

  /**
   * What was written becomes known even when the server does not need it any more: others may.
   *
   * @param since when it was begun: others do not get it when the group's hooks or sealing were
   *     changed meanwhile
   */
  public void startWith(int attempt, CatchUpTask task, WrittenAssignment written, Instant since) {
    if (!locked().isWorkedOnAs(attempt)) {
      return;
    }
    AssignmentView assignment = ledger.register(written, null);
    groups
        .writtenSoSince(task.shadow().site(), task.shadow().group())
        .filter(changed -> !changed.isBefore(since))
        .ifPresent(changed -> ledger.spoil(assignment.id()));
    wanted(attempt, task).ifPresent(held -> start(held, task, assignment));
  }

  private void start(CatchUp held, CatchUpTask task, AssignmentView assignment) {
    String name =
        "bring " + task.server() + " to " + task.shadow().site() + " " + task.shadow().version();
    UUID distribution =
        starts.startCatchUp(assignment, name, task.server(), clock.instant().plus(DEADLINE));
    held.started(distribution);
  }

  public void failed(int attempt, CatchUpTask task, String why) {
    wanted(attempt, task).ifPresent(held -> held.failed(why, clock.instant()));
  }

  private Optional<CatchUp> wanted(int attempt, CatchUpTask task) {
    if (!locked().isWorkedOnAs(attempt)) {
      return Optional.empty();
    }
    SiteOnServer key = new SiteOnServer(task.server(), task.shadow().site());
    return Optional.ofNullable(entities.find(CatchUp.class, key, LockModeType.PESSIMISTIC_WRITE))
        .filter(CatchUp::isPrepared);
  }

  /** Before any row of a server: whoever locks both does so in this order. */
  private CatchUpPreparation locked() {
    return entities.find(
        CatchUpPreparation.class, CatchUpPreparation.ID, LockModeType.PESSIMISTIC_WRITE);
  }
}
