package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.SiteOnServer;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.view.AssignmentView;

/**
 * Finds servers that do not show what they should, and follows what is done about it (VC-5, VC-6):
 * every server of a group whose live version is not the shadow's, is up, and is not in the hands of
 * a run, gets what leads from its version to the shadow, by itself. Works in the caller's
 * transaction; any node may look.
 */
@ApplicationScoped
public class CatchUps {
  private static final System.Logger LOG = System.getLogger(CatchUps.class.getName());

  /** Told three times without progress: after seconds when it refuses, a minute when it is mute. */
  private static final int STUCK_AFTER_ATTEMPTS = 3;

  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private BusyServers busyServers;
  @Inject private DistributionRows rows;
  @Inject private VersionLedger ledger;
  @Inject private Pins pins;
  @Inject private HotPlaces hot;
  @Inject private Assignments assignments;
  @Inject private CcmConfiguration configuration;
  @Inject private Clock clock;

  /**
   * Looks at every server of every published group; what has to be prepared now, and what has been
   * since an earlier look. However many servers come back at once, no more than the configuration
   * allows fetch from the CCM at a time: the others have their turns in the order in which they
   * became due.
   */
  List<CatchUpTask> look() {
    Instant now = clock.instant();
    Map<SiteOnServer, CatchUp> left = held();
    boolean othersWait = left.values().stream().anyMatch(held -> held.turn() == Turn.WAITS);
    Map<String, Map<String, String>> working = busyServers.bySite();
    List<Due> due = new ArrayList<>();
    Set<SiteOnServer> seen = new HashSet<>();
    int underWay = 0;
    for (Map.Entry<GroupShadow, List<ServerState>> group : groups.publishedMembers().entrySet()) {
      GroupShadow shadow = group.getKey();
      Set<String> busy = working.getOrDefault(shadow.site(), Map.of()).keySet();
      Map<String, GroupShadow> hotGoals = hot.goals(shadow);
      Map<Long, Long> hotBases = hot.bases(shadow);
      boolean runIsOn = group.getValue().stream().anyMatch(it -> busy.contains(it.name()));
      for (ServerState server : group.getValue()) {
        if (!seen.add(new SiteOnServer(server.name(), shadow.site()))) {
          continue; // It belongs to one group of a site; whatever else happened, others go on.
        }
        CatchUp held = left.remove(new SiteOnServer(server.name(), shadow.site()));
        GroupShadow end = hotGoals.getOrDefault(server.name(), shadow);
        if (server.liveVersion(shadow.site()) == end.version()) {
          done(held, end, now);
          continue;
        }
        held = held == null ? begin(server, shadow, now) : held;
        long live = server.liveVersion(shadow.site());
        Due next = new Due(held, server, shadow, end, hotBases.getOrDefault(live, live));
        boolean rests = busy.contains(server.name()) || (runIsOn && next.isForHotContent());
        if (isDue(next, rests, othersWait, now)) {
          due.add(next);
        } else if (held.turn() == Turn.HAS) {
          underWay++;
        }
      }
    }
    left.values().forEach(held -> forget(held, now));
    return give(due, configuration.catchUpFanOut() - underWay);
  }

  /**
   * Could be prepared now.
   *
   * @param end what the server is to show in the end: the shadow, or hot content upon it
   * @param base the version it shows, or upon which the hot content stands that it shows
   */
  private record Due(
      CatchUp held, ServerState server, GroupShadow shadow, GroupShadow end, long base) {

    /**
     * It would end with the run anyway; and what a publisher said to it may be later than what he
     * said to what the run publishes, which the server could not have any more then (CM-12).
     */
    boolean isForHotContent() {
      return base == shadow.version() && end.version() != shadow.version();
    }
  }

  /** All of them, locked: turns are given by one node at a time. */
  private Map<SiteOnServer, CatchUp> held() {
    return entities
        .createQuery("select c from CatchUp c order by c.server, c.site", CatchUp.class)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .collect(Collectors.toMap(CatchUp::key, Function.identity()));
  }

  private CatchUp begin(ServerState server, GroupShadow shadow, Instant now) {
    CatchUp begun = new CatchUp(server.name(), shadow.site(), shadow.group(), now);
    entities.persist(begun);
    return begun;
  }

  private boolean isDue(Due next, boolean busy, boolean othersWait, Instant now) {
    CatchUp held = next.held();
    if (!next.server().up()) {
      end(held, now);
      held.serverIsDown(now);
      return false;
    }
    if (held.distribution() != null) {
      follow(held, goal(next), othersWait, now);
      return false;
    }
    if (busy) {
      held.rests();
      return false;
    }
    return held.isDue(now);
  }

  /** Who is being prepared, or goes on to the next version, has a turn already. */
  private List<CatchUpTask> give(List<Due> due, int turns) {
    due.sort(
        Comparator.comparing((Due next) -> next.held().turn() != Turn.HAS)
            .thenComparing(Due::held, CatchUp.ORDER));
    List<CatchUpTask> tasks = new ArrayList<>();
    for (Due next : due) {
      if (tasks.size() < turns) {
        tasks.add(task(next));
      } else {
        next.held().waits();
      }
    }
    return tasks;
  }

  private CatchUpTask task(Due next) {
    next.held().takesTurn();
    return new CatchUpTask(
        next.server().name(),
        next.server().box(),
        goal(next),
        next.server().liveVersion(next.shadow().site()),
        next.held().attempts() > 0);
  }

  /**
   * What it is brought to next. A server that missed more than one version, or is new, goes by way
   * of the version before the shadow, so that a rollback finds it there (VC-7); unless that was
   * withdrawn, or an attempt failed already.
   */
  private GroupShadow goal(Due next) {
    GroupShadow shadow = next.shadow();
    CatchUp held = next.held();
    String site = shadow.site();
    String group = shadow.group();
    if (next.base() == shadow.version()) {
      return next.end();
    }
    boolean direct =
        shadow.backup() == 0
            || next.base() == shadow.backup()
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
    if (held == null) {
      return;
    }
    if (held.distribution() != null) {
      LOG.log(
          System.Logger.Level.INFO,
          "Server {0} shows version {1} of {2} again.",
          held.server(),
          shadow.version(),
          shadow.site());
    }
    forget(held, now);
  }

  /** It shows what it should, or nobody expects that of it any more. */
  private void forget(CatchUp held, Instant now) {
    end(held, now);
    entities.remove(held);
  }

  private void end(CatchUp held, Instant now) {
    if (held.distribution() != null) {
      rows.lock(held.distribution()).end(now);
    }
  }

  /** An attempt is under way: has it failed, been overtaken by a newer version, or got stuck? */
  private void follow(CatchUp held, GroupShadow goal, boolean othersWait, Instant now) {
    Distribution distribution = rows.lock(held.distribution());
    AssignmentView assignment = assignments.view(distribution.assignment());
    if (assignment.targetVersion() != goal.version()) {
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
    } else if (distribution.hasEnded()
        || (othersWait && (progress.isSettled() || isStuck(distribution)))) {
      distribution.end(now);
      held.gaveUpTurn(now);
    }
  }

  private boolean isStuck(Distribution distribution) {
    return rows.edges(distribution.id()).stream()
        .allMatch(row -> row.edge().attempts() >= STUCK_AFTER_ATTEMPTS);
  }
}
