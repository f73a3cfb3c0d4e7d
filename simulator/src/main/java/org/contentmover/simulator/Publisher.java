package org.contentmover.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.DistributionOrder;
import org.contentmover.core.mctp.ServerProgress;
import org.contentmover.core.mctp.ServerState;

/**
 * Stands in for the CCM: gives every new leader what is not finished, and holds the transfer to its
 * promises (DT-8): a report lists every participant exactly once; who reports has the very bytes;
 * what a server received is what was sent; in the end everybody has it or is named.
 */
final class Publisher {
  private static final long MS = 1_000_000;
  private static final long TRANSFER_LIMIT_NS = 60_000 * MS;
  private static final long ORDER_INTERVAL_NS = 500 * MS;
  private static final PeerAddress DATA_CHANNEL =
      new PeerAddress(new byte[] {(byte) 239, 1, 2, 3}, 7500);

  /** One assignment on its way. */
  private static final class Assignment {
    final byte[] content;
    final ContentHash sha256;
    final Set<ServerName> received = new HashSet<>();
    final Map<LeadershipFloor, Long> lastSequence = new HashMap<>();
    CollectedReports last;

    Assignment(byte[] content) {
      this.content = content;
      this.sha256 = ContentHash.sha256(content);
    }

    boolean isFinal() {
      return last != null && last.isFinal();
    }
  }

  private final EventQueue time;
  private final Network network;
  private final RandomGenerator random;
  private final List<SimulatedServer> servers;
  private final Map<AssignmentId, Assignment> assignments = new LinkedHashMap<>();

  private boolean serves = true;

  /** Newest leadership this publisher has heard of, as every member keeps one. */
  private LeadershipFloor accepted = LeadershipFloor.NONE;

  Publisher(
      EventQueue time, Network network, RandomGenerator random, List<SimulatedServer> servers) {
    this.time = time;
    this.network = network;
    this.random = random;
    this.servers = servers;
  }

  /** A new assignment of random bytes, for all servers. */
  AssignmentId publish(int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    random.nextBytes(content);
    AssignmentId id = new AssignmentId(new UUID(random.nextLong(), random.nextLong()));
    assignments.put(id, new Assignment(content));
    servers.forEach(this::order);
    return id;
  }

  /** From now on nobody can fetch: leaders have no agent. */
  void serveNothing() {
    serves = false;
  }

  /** The bytes of an assignment. */
  byte[] content(AssignmentId assignment) {
    return assignments.get(assignment).content;
  }

  /**
   * An order that met no leader, or one that leads no more, is not lost; and a leader that is not
   * accepted hears of that until it counts on.
   */
  private void orderAgainAndAgain() {
    servers.forEach(this::order);
    time.after(ORDER_INTERVAL_NS, this::orderAgainAndAgain);
  }

  /**
   * A server leads, in a new epoch: it is given all that is not finished, unless a newer leadership
   * has been accepted already.
   */
  void onLeader(SimulatedServer leader, LeadershipFloor leadership) {
    if (accepted.equals(LeadershipFloor.NONE)) {
      time.after(ORDER_INTERVAL_NS, this::orderAgainAndAgain);
    }
    if (accepted.accepts(leadership.epoch(), leader.name())) {
      accepted = leadership;
    }
    time.after(random.nextLong(20 * MS), () -> order(leader));
  }

  /** Whether this leader is the one accepted here; another one is still to count on above that. */
  boolean accepts(SimulatedServer leader) {
    return accepted.is(leader.leadership().epoch(), leader.name());
  }

  private void order(SimulatedServer leader) {
    if (!leader.leads()) {
      return;
    }
    if (!accepted.is(leader.leadership().epoch(), leader.name())) {
      tellIfAcceptedIsGone(leader);
      return;
    }
    assignments.forEach(
        (id, assignment) -> {
          if (!assignment.isFinal()) {
            leader.agent().distribute(orderOf(id, assignment, leader), assignment.content);
            leader.planTimer();
          }
        });
  }

  /**
   * While the accepted leader lives, another one must wait for the two to meet: counting on would
   * only make the accepted one count on next, and so for ever.
   */
  private void tellIfAcceptedIsGone(SimulatedServer leader) {
    boolean lives =
        servers.stream()
            .anyMatch(
                server ->
                    server.leads() && accepted.is(server.leadership().epoch(), server.name()));
    if (!lives) {
      leader.tellLeadershipTaken(accepted);
    }
  }

  private DistributionOrder orderOf(
      AssignmentId id, Assignment assignment, SimulatedServer leader) {
    return new DistributionOrder(
        id,
        "content",
        assignment.content.length,
        assignment.sha256,
        participants(),
        Math.max(1, servers.size() / 2),
        leader.frameBytesFor(id, participants()),
        2_000_000,
        DATA_CHANNEL,
        serves ? leader.name().value() : "",
        "",
        leader.nowNs() + TRANSFER_LIMIT_NS);
  }

  private List<ServerName> participants() {
    return servers.stream().map(SimulatedServer::name).collect(Collectors.toList());
  }

  /** The file as its source serves it over HTTP; null while it cannot be reached. */
  byte[] fetch(String source, SimulatedServer by, AssignmentId assignment) {
    return servers.stream()
        .filter(server -> server.name().value().equals(source))
        .filter(server -> server.isRunning() && network.connects(server, by))
        .findFirst()
        .map(server -> server.agent().file(assignment))
        .orElse(null);
  }

  void onReceived(SimulatedServer server, AssignmentId id, byte[] content) {
    Assignment assignment = assignments.get(id);
    if (!Arrays.equals(assignment.content, content)) {
      throw new InvariantViolation(server.name() + " received other bytes than were sent");
    }
    assignment.received.add(server.name());
  }

  void onReports(SimulatedServer leader, CollectedReports reports) {
    Assignment assignment = assignments.get(reports.assignment());
    List<ServerName> listed = new ArrayList<>();
    for (ServerProgress progress : reports.servers()) {
      listed.add(progress.server());
      boolean hasIt =
          assignment.received.contains(progress.server())
              || serverNamed(progress.server()).agent().file(reports.assignment()) != null;
      if (progress.state() == ServerState.REPORTED && !hasIt) {
        throw new InvariantViolation(
            leader.name() + " says that " + progress.server() + " reported, but it has nothing");
      }
    }
    if (!listed.equals(participants())) {
      throw new InvariantViolation(
          leader.name() + " lists " + listed + " of the participants " + participants());
    }
    LeadershipFloor leadership = LeadershipFloor.of(reports.epoch(), leader.name());
    Long before = assignment.lastSequence.put(leadership, reports.sequence());
    if (before != null && before >= reports.sequence()) {
      throw new InvariantViolation(
          leader.name() + " reports sequence " + reports.sequence() + " after " + before);
    }
    if (accepted.is(reports.epoch(), leader.name())) {
      assignment.last = reports;
    }
  }

  private SimulatedServer serverNamed(ServerName name) {
    return servers.stream().filter(server -> server.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whether every assignment has come to an end. */
  boolean isDone() {
    return assignments.values().stream().allMatch(Assignment::isFinal);
  }

  /** The newest report of an assignment; null before the first. */
  CollectedReports reports(AssignmentId assignment) {
    return assignments.get(assignment).last;
  }

  /** What has not come to an end, and how it stands; for people. */
  String unfinished() {
    return assignments.values().stream()
        .filter(assignment -> !assignment.isFinal())
        .map(
            assignment ->
                assignment.content.length
                    + " bytes: "
                    + (assignment.last == null ? "no report" : assignment.last.servers()))
        .collect(Collectors.joining("; "));
  }

  /** Faults are over: everything is ordered once more, for whoever missed it. */
  void publishAgain() {
    assignments.values().forEach(assignment -> assignment.last = null);
    servers.forEach(this::order);
  }

  /** Nobody that runs and takes it is without it. */
  void assertEverybodyRunningReported() {
    for (Assignment assignment : assignments.values()) {
      for (ServerProgress progress : assignment.last.servers()) {
        SimulatedServer server = serverNamed(progress.server());
        if (server.isRunning()
            && !server.agent().refuses()
            && progress.state() != ServerState.REPORTED) {
          throw new InvariantViolation(
              server.name() + " runs, and a transfer without faults ended with " + progress);
        }
      }
    }
  }

  /** In the end nobody is pending: reported, or named with what it is. */
  void assertEverybodyNamed() {
    for (Assignment assignment : assignments.values()) {
      for (ServerProgress progress : assignment.last.servers()) {
        boolean explained =
            progress.state() == ServerState.REPORTED || !progress.reason().isEmpty();
        if (!progress.state().isSettled() || !explained) {
          throw new InvariantViolation(
              "final report leaves " + progress.server() + " as " + progress);
        }
      }
    }
  }
}
