package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerStandings;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.ServerSiteView;

/**
 * Answers "why is server X not on version Y" from groups, runs and catch-up (UI-5). Works in the
 * caller's transaction.
 */
@ApplicationScoped
public class Standings implements ServerStandings {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private BusyServers busyServers;
  @Inject private CcmConfiguration configuration;

  @Override
  public Map<String, Standing> of(
      List<ServerState> servers, Map<String, List<ReportedSite>> reported) {
    List<CatchUp> queue = queue();
    Map<String, Standing> standings = new HashMap<>();
    for (ServerState server : servers) {
      standings.put(
          server.name(), of(server, reported.getOrDefault(server.name(), List.of()), queue));
    }
    return standings;
  }

  /** Those that wait for their turn, the next one first. */
  private List<CatchUp> queue() {
    return entities
        .createQuery("select c from CatchUp c where c.turn = :waits", CatchUp.class)
        .setParameter("waits", Turn.WAITS)
        .getResultStream()
        .sorted(CatchUp.ORDER)
        .toList();
  }

  private Standing of(ServerState server, List<ReportedSite> reported, List<CatchUp> queue) {
    Map<String, ReportedSite> bySite = new HashMap<>();
    reported.forEach(site -> bySite.put(site.site(), site));
    List<GroupShadow> shadows = groups.groupsOf(server);
    List<ServerSiteView> views = new ArrayList<>();
    boolean busy = false;
    boolean failed = false;
    for (GroupShadow shadow : shadows) {
      CatchUp catchUp = entities.find(CatchUp.class, new CatchUp.Key(server.name(), shadow.site()));
      boolean inRun = busyServers.on(shadow.site()).contains(server.name());
      ReportedSite site = bySite.remove(shadow.site());
      views.add(StandingTexts.view(server, shadow, site, catchUp, inRun, place(catchUp, queue)));
      busy |= inRun || (catchUp != null && catchUp.distribution() != null);
      failed |= catchUp != null && catchUp.attempts() > 0 && catchUp.distribution() == null;
    }
    for (ReportedSite left : bySite.values()) {
      if (left.liveVersion() > 0) {
        views.add(unmanaged(left));
      }
    }
    return new Standing(!shadows.isEmpty(), busy, failed, views);
  }

  private String place(CatchUp catchUp, List<CatchUp> queue) {
    return "It waits for its turn: "
        + queue.indexOf(catchUp)
        + " are before it. The CCM brings "
        + configuration.catchUpFanOut()
        + " up to date at a time.";
  }

  private static ServerSiteView unmanaged(ReportedSite site) {
    return new ServerSiteView(
        site.site(),
        site.group(),
        site.liveVersion(),
        site.stagedVersion(),
        site.backupVersion(),
        0,
        Freshness.CURRENT,
        null,
        site.problem(),
        "Shows version "
            + site.liveVersion()
            + "; the server belongs to no content group of this site any more.");
  }
}
