package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.LeadershipForgotten;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.problem.Revisions;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.topology.view.SegmentView;

/** Segments in the database. */
@Stateless
public class SegmentsBean implements Segments {
  private static final System.Logger LOG = System.getLogger(SegmentsBean.class.getName());

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;
  @Inject private KeyOffice keys;
  @Inject private StaleReports stale;

  @Override
  public List<SegmentView> list() {
    return entities
        .createQuery("select s from Segment s order by s.name", Segment.class)
        .getResultStream()
        .map(this::view)
        .toList();
  }

  @Override
  public SegmentView view(String name) {
    return view(find(name));
  }

  @Override
  public void report(String name, SegmentReport report, String reporter) {
    Segment segment = entities.find(Segment.class, name, LockModeType.PESSIMISTIC_WRITE);
    if (segment == null) {
      throw new NotFound("segment", name);
    }
    requireLeader(name, report, reporter);
    Instant now = clock.instant();
    if (segment.isForgottenBy(report, now, configuration.silentAfter())) {
      stale.count(name);
      throw new LeadershipForgotten(
          "Epoch "
              + report.epoch()
              + " of server \""
              + reporter
              + "\" is not above epoch "
              + segment.epoch()
              + " of server \""
              + segment.leader()
              + "\", which led segment \""
              + name
              + "\" last and is silent. The reporter has to count on above it.",
          segment.epoch(),
          segment.leader());
    }
    if (!segment.take(report, now)) {
      stale.count(name);
      throw new Outdated(
          "The report with epoch "
              + report.epoch()
              + ", sequence "
              + report.sequence()
              + " is not newer than what is known of segment \""
              + name
              + "\" ("
              + segment.held()
              + ").",
          segment.position());
    }
    takeMembers(segment, report, now);
  }

  private void requireLeader(String name, SegmentReport report, String reporter) {
    if (report.leader() == null || !report.leader().equals(reporter)) {
      throw NotAllowed.action(
          "Server \""
              + reporter
              + "\" reports for leader \""
              + report.leader()
              + "\"; only the leader itself may.");
    }
    Server server = entities.find(Server.class, reporter);
    if (server == null || !server.segment.equals(name)) {
      throw NotAllowed.action(
          "Server \"" + reporter + "\" does not belong to segment \"" + name + "\".");
    }
  }

  private void takeMembers(Segment segment, SegmentReport report, Instant now) {
    Set<String> present = new HashSet<>();
    for (MemberFacts facts : report.members()) {
      Server server = facts.server() == null ? null : entities.find(Server.class, facts.server());
      // A member that has not enrolled yet cannot be told from an impostor; it will enrol by
      // itself.
      if (server == null || server.revoked || !server.segment.equals(segment.name())) {
        continue;
      }
      present.add(server.name);
      server.seen(Connection.MEMBER, facts, now);
      ServerSites.take(entities, server.name, facts.sites(), now);
    }
    for (Server server : serversOf(segment.name())) {
      if (server.connection == Connection.MEMBER && !present.contains(server.name)) {
        String reason =
            report.lost().contains(server.name)
                ? "its leader " + report.leader() + " lost it"
                : "it left the segment";
        wentDown(server, reason, now);
      }
    }
  }

  private static void wentDown(Server server, String reason, Instant now) {
    if (server.wentDown(reason, now)) {
      LOG.log(System.Logger.Level.WARNING, "Server {0} is down: {1}.", server.name, reason);
    }
  }

  private List<Server> serversOf(String segment) {
    return entities
        .createQuery("select s from Server s where s.segment = :segment", Server.class)
        .setParameter("segment", segment)
        .getResultList();
  }

  @Override
  public SegmentView rename(String name, String title, Long expectedRevision, Actor by) {
    if (title == null || title.isBlank() || title.length() > 200) {
      throw new Invalid("title", title, "1 to 200 characters");
    }
    Segment segment = find(name);
    Revisions.require("segment", name, expectedRevision, segment.revision());
    segment.rename(title.strip());
    audit.record(by, "segment.rename", name, title);
    entities.flush();
    return view(segment);
  }

  @Override
  public void remove(String name, Actor by) {
    Segment segment = find(name);
    if (!serversOf(name).isEmpty()) {
      throw new Conflict("Segment \"" + name + "\" has servers. Revoke and remove them first.");
    }
    entities.remove(segment);
    audit.record(by, "segment.remove", name, "");
  }

  private Segment find(String name) {
    Segment segment = entities.find(Segment.class, Names.segment("segment", name));
    if (segment == null) {
      throw new NotFound("segment", name);
    }
    return segment;
  }

  private SegmentView view(Segment segment) {
    List<Server> servers =
        serversOf(segment.name()).stream().filter(server -> !server.revoked).toList();
    int up = (int) servers.stream().filter(Server::isUp).count();
    return segment.view(
        clock.instant(),
        configuration.silentAfter(),
        keys.shortly(segment.name()),
        servers.size(),
        up,
        stale.of(segment.name()));
  }
}
