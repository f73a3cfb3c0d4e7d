package org.contentmover.ccm.distribution;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.topology.SegmentLeader;
import org.contentmover.ccm.topology.ServerDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.tree.DistributionPlanner;
import org.contentmover.core.tree.Edge;
import org.contentmover.core.tree.EdgeState;

/**
 * Keeps a distribution going (DT-6): takes edges from who makes no progress, follows new leaders,
 * gives returning servers an edge, and says whom the CCM is to notify. Everything it knows is in
 * the database, so any node does this at any time, also after a crash; each call is one transaction
 * that locks the distribution.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DistributionDriver {
  @Inject private DistributionRows rows;
  @Inject private DistributionBook starts;
  @Inject private NotificationOffice notifications;
  @Inject private ServerDirectory servers;
  @Inject private Clock clock;

  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public List<UUID> open() {
    return rows.open();
  }

  /** Looks after all edges; whom to notify once this is committed. */
  public List<Call> drive(UUID id) {
    Distribution distribution = rows.lock(id);
    Instant now = clock.instant();
    if (distribution.hasEnded()) {
      return List.of();
    }
    if (distribution.run() == null && !now.isBefore(distribution.deadline())) {
      distribution.end(now);
      return List.of();
    }
    DistributionPlanner planner = new DistributionPlanner(starts.policy(distribution));
    List<DistributionEdge> edges = new ArrayList<>(rows.edges(id));
    boolean alone = edges.stream().allMatch(row -> row.edge().isSingle());
    Map<String, SegmentLeader> leaders = alone ? Map.of() : servers.leaders();
    for (DistributionEdge row : edges) {
      row.set(planner.checked(led(planner, row.edge(), leaders), now.toEpochMilli()));
    }
    edges.addAll(returning(distribution, planner, edges));
    return give(distribution, planner, edges, now);
  }

  private static Edge led(
      DistributionPlanner planner, Edge edge, Map<String, SegmentLeader> leaders) {
    SegmentLeader leader = edge.isSingle() ? null : leaders.get(edge.segment().value());
    return leader == null
        ? edge
        : planner.led(edge, new ServerName(leader.server()), leader.epoch());
  }

  /**
   * Servers that are up and without a result although their segment's leader is done get an edge of
   * their own.
   */
  private List<DistributionEdge> returning(
      Distribution distribution, DistributionPlanner planner, List<DistributionEdge> edges) {
    Map<String, EdgeState> states = new HashMap<>();
    edges.forEach(row -> states.put(row.edge().target(), row.edge().state()));
    List<ServerProgress> left =
        rows.servers(distribution.id()).stream()
            .filter(server -> server.segment() != null && !server.progress().isSettled())
            .filter(server -> states.get(server.segment()) == EdgeState.CLOSED)
            .filter(
                server -> !states.containsKey(Edge.singleTarget(new ServerName(server.server()))))
            .toList();
    Map<String, ServerState> known =
        servers.named(left.stream().map(ServerProgress::server).toList());
    List<DistributionEdge> added = new ArrayList<>();
    for (ServerProgress server : left) {
      ServerState state = known.get(server.server());
      if (state != null && state.up()) {
        Edge edge = planner.returning(new ServerName(server.server()), edges.size() + added.size());
        DistributionEdge row = new DistributionEdge(distribution.id(), edge);
        rows.add(row);
        added.add(row);
      }
    }
    return added;
  }

  private List<Call> give(
      Distribution distribution,
      DistributionPlanner planner,
      List<DistributionEdge> edges,
      Instant now) {
    List<Call> calls = new ArrayList<>();
    for (DistributionEdge row : edges) {
      Edge edge = row.edge();
      int active = activeFromOrigin(edges);
      long lastFetch = distribution.lastFetchAt().toEpochMilli();
      if (!planner.originServes(
          edge, active, distribution.originGiven(), lastFetch, now.toEpochMilli())) {
        continue;
      }
      Optional<ServerState> target = servers.find(edge.server().value()).filter(ServerState::up);
      if (target.isPresent()) {
        Edge given = planner.given(edge, Edge.CCM, now.toEpochMilli());
        row.set(given);
        distribution.originServes(!edge.fromOrigin(), now);
        calls.add(
            new Call(
                distribution.id(),
                given.target(),
                given.epoch(),
                target.get().name(),
                target.get().agentUrl(),
                notifications.of(distribution, given, null)));
      }
    }
    return calls;
  }

  private static int activeFromOrigin(List<DistributionEdge> edges) {
    return (int)
        edges.stream()
            .map(DistributionEdge::edge)
            .filter(
                edge ->
                    Edge.CCM.equals(edge.source()) && !edge.fromOrigin() && edge.state().isServed())
            .count();
  }

  /** How a notification went; an edge that changed meanwhile is left alone. */
  public void called(Call call, boolean accepted, String reason) {
    Distribution distribution = rows.lock(call.distribution());
    DistributionEdge row = rows.edge(call.distribution(), call.target()).orElseThrow();
    Edge edge = row.edge();
    boolean same =
        edge.state() == EdgeState.GIVEN
            && Edge.CCM.equals(edge.source())
            && edge.epoch() == call.epoch();
    if (same && !distribution.hasEnded()) {
      DistributionPlanner planner = new DistributionPlanner(starts.policy(distribution));
      row.told(planner, accepted, reason, clock.millis());
    }
  }
}
