package org.contentmover.ccm.distribution;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.contentmover.ccm.distribution.view.DistributionReport;
import org.contentmover.ccm.distribution.view.DistributionView;
import org.contentmover.ccm.distribution.view.EdgeAnswer;
import org.contentmover.ccm.distribution.view.EdgeQuestion;
import org.contentmover.ccm.distribution.view.NextServer;
import org.contentmover.ccm.distribution.view.Notified;
import org.contentmover.ccm.distribution.view.ServerReport;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.security.Tickets;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.topology.StaleReports;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.tree.DistributionPlanner;
import org.contentmover.core.tree.Edge;
import org.contentmover.core.tree.ReportVerdict;

/** The dialogue with the servers, on the rows of distributions. */
@Stateless
public class DistributionsBean implements Distributions {
  @Inject private DistributionRows rows;
  @Inject private DistributionBook starts;
  @Inject private NotificationOffice notifications;
  @Inject private ServerDirectory servers;
  @Inject private Assignments assignments;
  @Inject private Tickets tickets;
  @Inject private StaleReports stale;
  @Inject private Clock clock;
  @Inject private Event<DistributionNews> news;
  @Inject private Event<SequenceTaken> tooOld;

  @Override
  public DistributionView view(UUID id) {
    Distribution distribution = rows.require(id);
    AssignmentView assignment = assignments.view(distribution.assignment());
    return new DistributionView(
        id,
        assignment.id(),
        distribution.run(),
        distribution.name(),
        assignment.type(),
        distribution.hasEnded(),
        distribution.startedAt(),
        distribution.deadline(),
        rows.edges(id).stream().map(edge -> edge.view(assignment.sizeBytes())).toList(),
        rows.servers(id).stream().map(server -> server.view(distribution.purpose())).toList());
  }

  @Override
  public EdgeAnswer next(UUID id, EdgeQuestion question, String reporter) {
    requireSelf(question.server(), reporter);
    Distribution distribution = rows.lock(id);
    DistributionPlanner planner = planner(distribution);
    long nowMillis = clock.millis();
    DistributionEdge asker = edgeOf(distribution, reporter, question.epoch());
    if (question.epoch() < asker.edge().epoch()) {
      throw outdated(asker.edge(), reporter);
    }
    asker.measured(question.measuredBytesPerSecond());
    servers.measured(reporter, question.measuredBytesPerSecond());
    if (question.notified() != null) {
      notified(distribution, question.notified(), planner, nowMillis);
    }
    if (distribution.hasEnded()) {
      return EdgeAnswer.LAST;
    }
    Optional<DistributionEdge> fresh = rows.firstFresh(id, nowMillis);
    Optional<Edge> given =
        planner.next(
            asker.edge(), rows.served(id, reporter), fresh.map(DistributionEdge::edge), nowMillis);
    if (given.isEmpty()) {
      return EdgeAnswer.LAST;
    }
    fresh.orElseThrow().set(given.get());
    distribution.fetched(clock.instant());
    return answer(distribution, given.get(), reporter);
  }

  private EdgeAnswer answer(Distribution distribution, Edge edge, String reporter) {
    String target = edge.server().value();
    ServerState source = servers.find(reporter).orElseThrow();
    ServerState told = servers.find(target).orElseThrow();
    return EdgeAnswer.next(
        new NextServer(
            target,
            told.agentUrl(),
            tickets.notify(target, distribution.assignment()),
            notifications.of(distribution, edge, source)));
  }

  private void notified(
      Distribution distribution, Notified told, DistributionPlanner planner, long nowMillis) {
    for (DistributionEdge row : rows.edges(distribution.id())) {
      Edge edge = row.edge();
      boolean meant = edge.server() != null && edge.server().value().equals(told.server());
      if (meant && edge.state().isServed()) {
        row.told(planner, told.accepted(), told.reason(), nowMillis);
      }
    }
  }

  @Override
  public void report(UUID id, DistributionReport report, String reporter) {
    requireSelf(report.server(), reporter);
    Distribution distribution = rows.lock(id);
    DistributionEdge row = edgeOf(distribution, reporter, report.epoch());
    Edge edge = row.edge();
    DistributionPlanner planner = planner(distribution);
    if (planner.judge(edge, report.epoch(), report.sequence()) == ReportVerdict.OLDER) {
      throw outdated(edge, reporter);
    }
    Instant now = clock.instant();
    if (report.fetchedBytes() > edge.fetchedBytes()) {
      distribution.fetched(now);
    }
    long totalBytes = assignments.view(distribution.assignment()).sizeBytes();
    row.set(
        planner.reported(
            edge,
            new ServerName(reporter),
            report.epoch(),
            report.sequence(),
            report.fetchedBytes(),
            totalBytes,
            report.isFinal(),
            now.toEpochMilli()));
    row.because(report.problem() == null ? "" : report.problem());
    if (!distribution.hasEnded()) {
      take(distribution, edge, report);
    }
    tell(distribution);
  }

  private void tell(Distribution distribution) {
    List<JointSwitch> together = rows.switches(distribution);
    together.forEach(it -> news.fire(new DistributionNews(distribution.id(), it.run())));
    if (together.isEmpty()) {
      news.fire(new DistributionNews(distribution.id(), distribution.run()));
    }
  }

  /** A leader speaks for the participants of its segment, anybody for itself. */
  private void take(Distribution distribution, Edge edge, DistributionReport report) {
    AssignmentView assignment = assignments.view(distribution.assignment());
    Map<String, ServerReport> reports =
        report.servers().stream()
            .collect(
                Collectors.toMap(
                    ServerReport::server, Function.identity(), (first, second) -> second));
    for (ServerProgress server : rows.servers(distribution.id(), List.copyOf(reports.keySet()))) {
      boolean leads = !edge.isSingle() && edge.segment().value().equals(server.segment());
      if (!leads && !server.server().equals(report.server())) {
        continue;
      }
      Progress before = server.progress();
      Progress after = before.then(Progress.of(reports.get(server.server())));
      server.set(after);
      if (after.isTooOld() && !before.isTooOld()) {
        tooOld.fire(
            new SequenceTaken(assignment.site(), assignment.group(), assignment.sequence()));
      }
      if (after.confirmsLive() && !before.confirmsLive()) {
        servers.confirmLive(
            server.server(), assignment.site(), assignment.group(), after.liveVersion());
        rows.switches(distribution)
            .forEach(
                it ->
                    servers.confirmLive(
                        server.server(), it.site(), it.group(), it.targetVersion()));
      }
    }
  }

  /** The edge a server speaks for: that of the segment it leads, else its own. */
  private DistributionEdge edgeOf(Distribution distribution, String reporter, long epoch) {
    ServerState server =
        servers
            .find(reporter)
            .orElseThrow(() -> NotAllowed.action("Server \"" + reporter + "\" is not enrolled."));
    Optional<DistributionEdge> own = rows.edge(distribution.id(), singleTarget(reporter));
    Optional<DistributionEdge> segments =
        rows.edge(distribution.id(), server.segment())
            .filter(
                row -> {
                  Edge edge = row.edge();
                  boolean leads = edge.server() != null && edge.server().value().equals(reporter);
                  return leads || (own.isEmpty() && epoch > edge.epoch());
                });
    return segments
        .or(() -> own)
        .orElseThrow(
            () ->
                rows.edge(distribution.id(), server.segment())
                    .<RuntimeException>map(row -> outdated(row.edge(), reporter))
                    .orElseGet(
                        () ->
                            NotAllowed.action(
                                "Server \""
                                    + reporter
                                    + "\" has no part in distribution "
                                    + distribution.id()
                                    + ".")));
  }

  private static String singleTarget(String server) {
    return Edge.singleTarget(new ServerName(server));
  }

  private static void requireSelf(String named, String reporter) {
    if (!reporter.equals(named)) {
      throw NotAllowed.action(
          "Server \"" + reporter + "\" may speak for itself only, not for \"" + named + "\".");
    }
  }

  /** Counted in the reporter's segment, whose leader speaks of an older leadership. */
  private Outdated outdated(Edge edge, String reporter) {
    servers.find(reporter).ifPresent(server -> stale.count(server.segment()));
    Outdated.Position held = new Outdated.Position(edge.epoch(), edge.reportSequence());
    return new Outdated(
        "This is older than what is known of " + edge.target() + " (" + held + ").", held);
  }

  private DistributionPlanner planner(Distribution distribution) {
    return new DistributionPlanner(starts.policy(distribution));
  }
}
