package org.contentmover.ccm.distribution;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.assignment.WrittenAssignment;

/**
 * Finds servers that do not show what they should, and follows what is done about it (VC-5, VC-6):
 * every server of a group whose live version is not the shadow's, is up, and is not in the hands of
 * a run, gets what leads from its version to the shadow, by itself. Each call is a transaction; any
 * node may make it.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CatchUps {
  private static final System.Logger LOG = System.getLogger(CatchUps.class.getName());
  private static final Duration DEADLINE = Duration.ofHours(6);

  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private BusyServers busyServers;
  @Inject private DistributionRows rows;
  @Inject private DistributionBook starts;
  @Inject private VersionLedger ledger;
  @Inject private Pins pins;
  @Inject private Assignments assignments;
  @Inject private Clock clock;

  /** Looks at every server of every published group; what has to be prepared now. */
  public List<CatchUpTask> look() {
    List<CatchUpTask> tasks = new ArrayList<>();
    for (GroupShadow shadow : groups.published()) {
      Set<String> busy = busyServers.on(shadow.site());
      for (ServerState server : groups.members(shadow.site(), shadow.group())) {
        look(server, shadow, busy.contains(server.name())).ifPresent(tasks::add);
      }
    }
    return tasks;
  }

  private Optional<CatchUpTask> look(ServerState server, GroupShadow shadow, boolean busy) {
    Instant now = clock.instant();
    CatchUp held = find(server.name(), shadow.site());
    if (server.liveVersion(shadow.site()) == shadow.version()) {
      if (held != null) {
        done(held, shadow, now);
      }
      return Optional.empty();
    }
    if (held == null) {
      held = new CatchUp(server.name(), shadow.site(), shadow.group(), now);
      entities.persist(held);
    }
    if (held.distribution() != null) {
      follow(held, goal(server, shadow, held), now);
      return Optional.empty();
    }
    if (!server.up()) {
      held.serverIsDown(now);
      return Optional.empty();
    }
    if (busy || !held.isDue(now)) {
      return Optional.empty();
    }
    held.preparing(now);
    return Optional.of(
        new CatchUpTask(
            server.name(),
            goal(server, shadow, held),
            server.liveVersion(shadow.site()),
            held.attempts() > 0));
  }

  /**
   * What it is brought to next. A server that missed more than one version, or is new, goes by way
   * of the version before the shadow, so that a rollback finds it there (VC-7); unless that was
   * withdrawn, or an attempt failed already.
   */
  private GroupShadow goal(ServerState server, GroupShadow shadow, CatchUp held) {
    String site = shadow.site();
    String group = shadow.group();
    boolean direct =
        shadow.backup() == 0
            || server.liveVersion(site) == shadow.backup()
            || held.attempts() > 0
            || pins.of(site, group, shadow.backup()).isPresent();
    return direct
        ? shadow
        : ledger
            .kept(site, group, shadow.backup())
            .map(manifest -> shadow.before(manifest.hex()))
            .orElse(shadow);
  }

  private void done(CatchUp held, GroupShadow shadow, Instant now) {
    if (held.distribution() != null) {
      rows.lock(held.distribution()).end(now);
      LOG.log(
          System.Logger.Level.INFO,
          "Server {0} shows version {1} of {2} again.",
          held.server(),
          shadow.version(),
          shadow.site());
    }
    entities.remove(held);
  }

  /** An attempt is under way: has it failed, or been overtaken by a newer version? */
  private void follow(CatchUp held, GroupShadow goal, Instant now) {
    Distribution distribution = rows.lock(held.distribution());
    AssignmentView assignment = assignments.view(distribution.assignment());
    if (assignment.targetVersion() != goal.version() || distribution.hasEnded()) {
      distribution.end(now);
      held.overtaken(now);
      return;
    }
    Progress progress = rows.servers(distribution.id()).get(0).progress();
    if (progress.isSettled() && !progress.did(Purpose.CATCH_UP)) {
      ledger.spoil(assignment.id());
      distribution.end(now);
      held.failed(progress.reason(), now);
      LOG.log(
          System.Logger.Level.WARNING,
          "Server {0} could not be brought to version {1} of {2}: {3}. It gets the whole content next.",
          held.server(),
          goal.version(),
          goal.site(),
          progress.reason());
    }
  }

  /** This node still prepares it, so that no other one begins. */
  public void stillPreparing(CatchUpTask task) {
    CatchUp held = find(task.server(), task.shadow().site());
    if (held != null && held.distribution() == null) {
      held.preparing(clock.instant());
    }
  }

  /**
   * Whether a run has taken the server since; asked once a number is taken: what a run numbered
   * before it would be a replay to the server.
   */
  public boolean mustWait(CatchUpTask task) {
    return busyServers.on(task.shadow().site()).contains(task.server());
  }

  /** Starts with an assignment made before, if one still serves. */
  public boolean startWithKnown(CatchUpTask task, long baseVersion) {
    Optional<AssignmentView> known = ledger.reusable(task.shadow(), baseVersion);
    known.ifPresent(assignment -> start(task, assignment));
    return known.isPresent();
  }

  public void startWith(CatchUpTask task, WrittenAssignment written) {
    start(task, ledger.register(written, null));
  }

  private void start(CatchUpTask task, AssignmentView assignment) {
    CatchUp held = find(task.server(), task.shadow().site());
    if (held == null || held.distribution() != null) {
      return;
    }
    String name =
        "bring " + task.server() + " to " + task.shadow().site() + " " + task.shadow().version();
    UUID distribution =
        starts.startCatchUp(assignment, name, task.server(), clock.instant().plus(DEADLINE));
    held.started(distribution);
  }

  public void failed(CatchUpTask task, String why) {
    CatchUp held = find(task.server(), task.shadow().site());
    if (held != null) {
      held.failed(why, clock.instant());
    }
  }

  private CatchUp find(String server, String site) {
    return entities.find(
        CatchUp.class, new CatchUp.Key(server, site), LockModeType.PESSIMISTIC_WRITE);
  }
}
