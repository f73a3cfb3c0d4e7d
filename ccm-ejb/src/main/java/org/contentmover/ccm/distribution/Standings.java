package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.topology.ServerStandings;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.SiteOnServer;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.version.hot.HotPlaces;
import org.contentmover.ccm.version.view.HotContentView;

/**
 * Answers "why is server X not on version Y" from groups, runs and catch-up (UI-5). Works in the
 * caller's transaction.
 */
@ApplicationScoped
public class Standings implements ServerStandings {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private BusyServers busyServers;
  @Inject private HotPlaces hot;
  @Inject private CcmConfiguration configuration;

  @Override
  public Map<String, Standing> of(
      List<ServerState> servers, Map<String, List<ReportedSite>> reported) {
    if (servers.isEmpty()) {
      return Map.of();
    }
    Map<String, List<GroupShadow>> shadows = groups.groupsOf(servers);
    Facts facts = new Facts(busyServers.bySite(), catchUps(servers), queue(), hot.shown());
    Map<String, Standing> standings = new HashMap<>();
    for (ServerState server : servers) {
      List<ReportedSite> sites = reported.getOrDefault(server.name(), List.of());
      standings.put(server.name(), of(server, shadows.get(server.name()), sites, facts));
    }
    return standings;
  }

  /**
   * Read once for all servers of a list.
   *
   * @param working servers in the hands of runs, by site, with what these do
   * @param places of those that wait for their turn to catch up, the next one is 0
   * @param hot hot content that is to be shown
   */
  private record Facts(
      Map<String, Map<String, String>> working,
      Map<SiteOnServer, CatchUp> catchUps,
      Map<CatchUp, Integer> places,
      List<HotContentView> hot) {
    /** Null for none. */
    private HotContentView hotOn(GroupShadow shadow, String server) {
      return hot.stream()
          .filter(it -> it.site().equals(shadow.site()) && it.group().equals(shadow.group()))
          .filter(it -> it.base() == shadow.version() && it.servers().contains(server))
          .findFirst()
          .orElse(null);
    }
  }

  private Map<SiteOnServer, CatchUp> catchUps(List<ServerState> servers) {
    return entities
        .createQuery("select c from CatchUp c where c.server in :names", CatchUp.class)
        .setParameter("names", servers.stream().map(ServerState::name).toList())
        .getResultStream()
        .collect(Collectors.toMap(CatchUp::key, Function.identity()));
  }

  private Map<CatchUp, Integer> queue() {
    Map<CatchUp, Integer> places = new HashMap<>();
    entities
        .createQuery("select c from CatchUp c where c.turn = :waits", CatchUp.class)
        .setParameter("waits", Turn.WAITS)
        .getResultStream()
        .sorted(CatchUp.ORDER)
        .forEach(waiting -> places.put(waiting, places.size()));
    return places;
  }

  private Standing of(
      ServerState server, List<GroupShadow> shadows, List<ReportedSite> reported, Facts facts) {
    Map<String, ReportedSite> bySite = new HashMap<>();
    reported.forEach(site -> bySite.put(site.site(), site));
    List<ServerSiteView> views = new ArrayList<>();
    boolean busy = false;
    boolean failed = false;
    for (GroupShadow shadow : shadows) {
      CatchUp catchUp = facts.catchUps().get(new SiteOnServer(server.name(), shadow.site()));
      String run = facts.working().getOrDefault(shadow.site(), Map.of()).get(server.name());
      ReportedSite site = bySite.remove(shadow.site());
      String queue = place(facts.places().get(catchUp));
      HotContentView hotHere = facts.hotOn(shadow, server.name());
      views.add(StandingTexts.view(server, shadow, hotHere, site, catchUp, run, queue));
      busy |= run != null || (catchUp != null && catchUp.distribution() != null);
      failed |= catchUp != null && catchUp.attempts() > 0 && catchUp.distribution() == null;
    }
    for (ReportedSite left : bySite.values()) {
      if (left.liveVersion() > 0) {
        views.add(unmanaged(left));
      }
    }
    return new Standing(!shadows.isEmpty(), busy, failed, views);
  }

  private String place(Integer before) {
    return "It waits for its turn: "
        + before
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
