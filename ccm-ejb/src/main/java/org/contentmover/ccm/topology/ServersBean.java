package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.topology.ServerStandings.ReportedSite;
import org.contentmover.ccm.topology.ServerStandings.Standing;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.SegmentRole;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.topology.view.ServerView;

/** Enrolled servers in the database. */
@Stateless
public class ServersBean implements Servers {
  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Event<ServerGone> gone;
  @Inject private Clock clock;
  @Inject private ServerDirectory directory;
  @Inject private ServerStandings standings;
  @Inject private ServerMemberships memberships;
  @Inject private KeyOffice keys;

  @Override
  public Page<ServerView> list(String segment, PageRequest page) {
    String where = segment == null ? "" : " where s.segment = :segment";
    var query =
        entities.createQuery(
            "select s from Server s" + where + " order by s.segment, s.name", Server.class);
    var count = entities.createQuery("select count(s) from Server s" + where, Long.class);
    if (segment != null) {
      query.setParameter("segment", segment);
      count.setParameter("segment", segment);
    }
    List<Server> servers =
        query.setFirstResult(page.offset()).setMaxResults(page.limit()).getResultList();
    long total = count.getSingleResult();
    if (total == 0 && segment != null && entities.find(Segment.class, segment) == null) {
      throw new NotFound("segment", segment);
    }
    return Page.of(views(servers), page, total);
  }

  @Override
  public ServerView view(String name) {
    return views(List.of(find(name))).get(0);
  }

  @Override
  public void presence(String name, MemberFacts facts, String reporter) {
    if (!name.equals(reporter) || !name.equals(facts.server())) {
      throw NotAllowed.action("Server \"" + reporter + "\" may report its own presence only.");
    }
    Server server = locked(name);
    Instant now = clock.instant();
    server.seen(Connection.SINGLE, facts, now);
    ServerSites.take(entities, name, facts.sites(), now);
  }

  @Override
  public ServerView label(String name, List<String> labels, Long expectedRevision, Actor by) {
    List<String> checked = ServerLabels.checked(labels);
    Server server = locked(name);
    Revisions.require("server", name, expectedRevision, server.revision());
    memberships.requireOneGroupOfEachSite(name, server.segment, ServerLabels.values(checked));
    server.label(checked);
    entities.flush();
    audit.record(by, "server.label", name, String.join(", ", checked));
    return view(name);
  }

  /** Whatever is reported of a segment's servers changes them under this lock. */
  private Server locked(String name) {
    Server server = find(name);
    entities.find(Segment.class, server.segment, LockModeType.PESSIMISTIC_WRITE);
    entities.refresh(server);
    return server;
  }

  @Override
  public ServerView revoke(String name, Actor by) {
    Server server = locked(name);
    if (!server.revoked) {
      keys.serverRemoved(name, server.segment, by);
    }
    server.revoke(clock.instant());
    audit.record(by, "server.revoke", name, "key " + server.keyId);
    entities.flush();
    return view(name);
  }

  @Override
  public void remove(String name, Actor by) {
    Server server = locked(name);
    if (!server.revoked) {
      throw new Conflict("Server \"" + name + "\" is enrolled. Revoke it first.");
    }
    ServerSites.of(entities, List.of(name)).forEach(entities::remove);
    entities.remove(server);
    gone.fire(new ServerGone(name));
    audit.record(by, "server.remove", name, "");
  }

  private Server find(String name) {
    Server server = name == null ? null : entities.find(Server.class, name);
    if (server == null) {
      throw new NotFound("server", name);
    }
    return server;
  }

  private List<ServerView> views(List<Server> servers) {
    Map<String, ServerState> states =
        directory.named(servers.stream().map(server -> server.name).toList());
    Map<String, Standing> found = standings.of(List.copyOf(states.values()), reported(servers));
    Standing none = new Standing(false, false, false, List.of());
    return servers.stream()
        .map(server -> view(server, states.get(server.name), found.getOrDefault(server.name, none)))
        .toList();
  }

  private Map<String, List<ReportedSite>> reported(List<Server> servers) {
    Instant now = clock.instant();
    Map<String, List<ReportedSite>> reported = new HashMap<>();
    for (ServerSite site :
        ServerSites.of(entities, servers.stream().map(server -> server.name).toList())) {
      reported
          .computeIfAbsent(site.server, name -> new ArrayList<>())
          .add(
              new ReportedSite(
                  site.site,
                  site.group,
                  site.liveVersion(now),
                  site.stagedVersion,
                  site.backupVersion,
                  site.problem));
    }
    return reported;
  }

  private static ServerView view(Server server, ServerState state, Standing standing) {
    return new ServerView(
        server.name,
        server.segment,
        server.revision(),
        server.role,
        state == null ? SegmentRole.UNKNOWN : state.segmentRole(),
        condition(server, standing),
        server.isUp(),
        server.revoked,
        standing.inGroup(),
        server.agentUrl,
        server.address,
        server.priority,
        server.multicastHeard,
        server.freeDiskBytes(),
        server.cpus,
        server.cpuLoad,
        server.memoryBytes,
        server.connections,
        server.timeZone,
        server.place,
        server.box,
        server.enrolledAt,
        server.lastSeenAt,
        server.isUp() ? null : server.downReason,
        server.labels,
        standing.sites());
  }

  private static ServerCondition condition(Server server, Standing standing) {
    if (!server.isUp()) {
      return ServerCondition.DOWN;
    }
    if (standing.busy()) {
      return ServerCondition.STAGING;
    }
    boolean broken = standing.sites().stream().anyMatch(site -> site.problem() != null);
    if (standing.failed() || broken) {
      return ServerCondition.FAILED;
    }
    boolean current =
        standing.sites().stream()
            .map(ServerSiteView::freshness)
            .allMatch(Freshness.CURRENT::equals);
    return current ? ServerCondition.UP : ServerCondition.STALE;
  }
}
