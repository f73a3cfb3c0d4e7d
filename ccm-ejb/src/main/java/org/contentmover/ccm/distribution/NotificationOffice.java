package org.contentmover.ccm.distribution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.distribution.view.Notification;
import org.contentmover.ccm.distribution.view.Source;
import org.contentmover.ccm.security.Tickets;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.core.tree.Edge;

/** Writes notifications (DT-2). Works in the caller's transaction. */
@ApplicationScoped
public class NotificationOffice {
  @Inject private DistributionRows rows;
  @Inject private Assignments assignments;
  @Inject private Tickets tickets;
  @Inject private CcmConfiguration configuration;

  /**
   * What the target of an edge is told.
   *
   * @param source the server to fetch from first, null for the CCM, which always comes last
   */
  Notification of(Distribution distribution, Edge edge, ServerState source) {
    AssignmentView assignment = assignments.view(distribution.assignment());
    List<String> participants = participants(distribution.id(), edge);
    return new Notification(
        distribution.id(),
        assignment.id(),
        distribution.name(),
        assignment.type(),
        assignment.site(),
        assignment.group(),
        assignment.sizeBytes(),
        assignment.sha256(),
        edge.isSingle() ? "SERVER" : "SEGMENT",
        edge.isSingle() ? null : edge.segment().value(),
        edge.epoch(),
        participants,
        distribution.quorumOf(participants.size(), rows.servers(distribution.id()).size()),
        sources(assignment.id(), source),
        tickets.fetch(assignment.id(), distribution.deadline()),
        configuration.ccmUrl(),
        distribution.deadline());
  }

  private List<String> participants(UUID distribution, Edge edge) {
    if (edge.isSingle()) {
      return List.of(edge.server().value());
    }
    String segment = edge.segment().value();
    return rows.servers(distribution).stream()
        .filter(server -> segment.equals(server.segment()))
        .map(ServerProgress::server)
        .toList();
  }

  private List<Source> sources(UUID assignment, ServerState source) {
    List<Source> sources = new ArrayList<>();
    if (source != null) {
      sources.add(
          new Source(
              source.name(), source.agentUrl() + "/agent/assignments/" + assignment + "/content"));
    }
    sources.add(
        new Source(
            Edge.CCM, configuration.ccmUrl() + "/api/v1/assignments/" + assignment + "/content"));
    return sources;
  }
}
