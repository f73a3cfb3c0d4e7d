package org.contentmover.ccm.topology;

import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.topology.view.CandidateView;
import org.contentmover.ccm.topology.view.LeadershipOrder;
import org.contentmover.ccm.topology.view.LeadershipView;

/** Orders about segments, kept in the database and brought to agents. */
@Stateless
public class SegmentCommandBean implements SegmentCommand {
  private static final int HIGHEST_PORT = 65_535;

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private Clock clock;
  @Inject private CcmConfiguration configuration;
  @EJB private ChannelMoves moves;
  @Inject private AgentCalls agents;

  @Override
  public LeadershipView leadership(String name) {
    return view(find(name, LockModeType.NONE));
  }

  private LeadershipView view(Segment segment) {
    Instant now = clock.instant();
    boolean silent = segment.isSilent(now, configuration.silentAfter());
    List<CandidateView> candidates =
        SegmentMembers.of(entities, segment.name()).stream()
            .map(server -> candidate(server, segment, silent))
            .sorted(
                Comparator.comparing(CandidateView::priority)
                    .reversed()
                    .thenComparing(CandidateView::server))
            .toList();
    return new LeadershipView(
        segment.name(),
        segment.leader(),
        segment.epoch(),
        segment.ledSince(),
        silent,
        LeadershipReason.of(segment.leader(), silent, candidates),
        segment.controlChannel(),
        candidates);
  }

  private static CandidateView candidate(Server server, Segment segment, boolean silent) {
    return new CandidateView(
        server.name,
        server.isUp(),
        !silent && server.name.equals(segment.leader()),
        server.priority,
        server.leadershipOrder,
        server.leadershipOrderTaken,
        server.leadershipOrderProblem);
  }

  @Override
  public LeadershipView order(String name, String serverName, LeadershipOrder order, Actor by) {
    if (order == null) {
      throw new Invalid("order", null, "CONFIGURED, ASSIGNED or NEVER");
    }
    Segment segment = find(name, LockModeType.PESSIMISTIC_WRITE);
    Server server = member(segment, serverName);
    List<Server> others =
        SegmentMembers.of(entities, segment.name()).stream()
            .filter(other -> other != server)
            .toList();
    if (order == LeadershipOrder.NEVER && others.stream().noneMatch(Server::mayLead)) {
      throw new Conflict(
          "Nobody would be left who may lead segment \""
              + name
              + "\". Let another server of it lead first.");
    }
    if (order == LeadershipOrder.ASSIGNED) {
      others.stream()
          .filter(other -> other.leadershipOrder == LeadershipOrder.ASSIGNED)
          .forEach(other -> other.order(LeadershipOrder.CONFIGURED));
    }
    server.order(order);
    audit.record(by, "segment.leadership", name, server.name + ": " + order);
    entities.flush();
    return view(segment);
  }

  private Server member(Segment segment, String name) {
    Server server = entities.find(Server.class, Names.server("server", name));
    if (server == null || server.revoked) {
      throw new NotFound("server", name);
    }
    if (!server.segment.equals(segment.name())) {
      throw new Conflict(
          "Server \""
              + name
              + "\" is in segment \""
              + server.segment
              + "\", not in \""
              + segment.name()
              + "\".");
    }
    return server;
  }

  /** In no transaction: it waits for the leader's answer. */
  @Override
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public void moveControlChannel(String name, String group, Integer port, Actor by) {
    requireMulticast(group, port);
    SegmentLeader leader = moves.order(name, group, port, by);
    Optional<String> refusal = agents.moveControlChannel(leader, group, port);
    moves.answered(leader, group, port, refusal, by);
    refusal.ifPresent(
        why -> {
          throw new Conflict(why);
        });
  }

  private static void requireMulticast(String group, Integer port) {
    if (!MulticastGroups.isLiteral(group)) {
      throw new Invalid(
          "group", group, "the IP address of a multicast group, for example 239.192.0.2");
    }
    if (port == null || port < 1 || port > HIGHEST_PORT) {
      throw new Invalid("port", port, "1 to " + HIGHEST_PORT);
    }
  }

  private Segment find(String name, LockModeType lock) {
    Segment segment = entities.find(Segment.class, Names.segment("segment", name), lock);
    if (segment == null) {
      throw new NotFound("segment", name);
    }
    return segment;
  }
}
