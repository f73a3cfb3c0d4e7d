package org.contentmover.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.Leadership.Role;
import org.contentmover.core.segment.SegmentConfig;

/** A segment of simulated servers on one simulated network, and questions about it. */
final class SimulatedSegment {
  private final EventQueue time = new EventQueue();
  private final LeadershipInvariants invariants = new LeadershipInvariants();
  private final List<SimulatedServer> servers = new ArrayList<>();
  private final Network network;
  private final Publisher publisher;

  /**
   * Builds the servers; none has started.
   *
   * @param configs one for each server
   * @param conditions of the network
   * @param seed of everything random but the scenario
   * @param trace takes what happens
   * @param factory makes the members
   */
  SimulatedSegment(
      List<SegmentConfig> configs,
      NetworkConditions conditions,
      long seed,
      Trace trace,
      MemberFactory factory) {
    this(configs, conditions, seed, trace, factory, SimulatedKeys.NONE);
  }

  /** The same with keys. */
  SimulatedSegment(
      List<SegmentConfig> configs,
      NetworkConditions conditions,
      long seed,
      Trace trace,
      MemberFactory factory,
      SimulatedKeys keys) {
    network = new Network(time, new SeededRandom(seed), conditions);
    publisher = new Publisher(time, network, new SeededRandom(~seed), servers);
    for (int i = 0; i < configs.size(); i++) {
      RandomGenerator own = new SeededRandom(seed * 1_000_003 + i + 1);
      SimulatedServer server =
          new SimulatedServer(
              i, configs.get(i), time, network, own, invariants, trace, factory, publisher, keys);
      servers.add(server);
      network.add(server);
    }
  }

  EventQueue time() {
    return time;
  }

  Network network() {
    return network;
  }

  Publisher publisher() {
    return publisher;
  }

  List<SimulatedServer> servers() {
    return servers;
  }

  SimulatedServer server(int index) {
    return servers.get(index);
  }

  List<SimulatedServer> running() {
    return servers.stream().filter(SimulatedServer::isRunning).collect(Collectors.toList());
  }

  /** The one leader that all running servers follow, and that is running; empty while in doubt. */
  Optional<SimulatedServer> commonLeader() {
    SimulatedServer leader = null;
    Leadership common = null;
    for (SimulatedServer server : servers) {
      if (!server.isRunning()) {
        continue;
      }
      Leadership seen = server.leadership();
      if (seen.role() == Role.UNKNOWN) {
        return Optional.empty();
      }
      if (seen.role() == Role.LEADER) {
        if (leader != null) {
          return Optional.empty();
        }
        leader = server;
      }
      if (common != null
          && (common.epoch() != seen.epoch() || !common.leader().equals(seen.leader()))) {
        return Optional.empty();
      }
      common = seen;
    }
    return Optional.ofNullable(leader);
  }

  /** Whether one leader leads all running servers, and every one lists exactly those (EL-8). */
  boolean isConverged() {
    Optional<SimulatedServer> leader = commonLeader();
    return leader.isPresent() && disagreement(leader.get()).isEmpty();
  }

  /** What keeps the segment from being converged, for people. */
  String disagreement() {
    return commonLeader()
        .map(this::disagreement)
        .orElseGet(
            () ->
                "no common leader: "
                    + running().stream()
                        .map(server -> server.name() + " " + text(server.leadership()))
                        .collect(Collectors.joining(", ")));
  }

  private String disagreement(SimulatedServer leader) {
    TreeSet<ServerName> alive = new TreeSet<>();
    running().forEach(server -> alive.add(server.name()));
    for (SimulatedServer server : running()) {
      TreeSet<ServerName> listed = new TreeSet<>(server.members());
      if (!listed.equals(alive)) {
        return server.name() + " lists " + listed + ", running are " + alive;
      }
    }
    TreeSet<ServerName> told = new TreeSet<>();
    if (leader.snapshot() != null) {
      leader.snapshot().members().forEach(member -> told.add(member.server()));
    }
    return told.equals(alive) ? "" : leader.name() + " told " + told + ", running are " + alive;
  }

  private static String text(Leadership leadership) {
    return leadership.role()
        + leadership.leader().map(leader -> " of " + leader).orElse("")
        + " in "
        + leadership.epoch();
  }

  /** Profile {@code lan} with these priorities. */
  static List<SegmentConfig> lan(int... priorities) {
    List<SegmentConfig> configs = new ArrayList<>();
    for (int priority : priorities) {
      configs.add(SegmentConfig.lan(priority));
    }
    return configs;
  }

  /** Profile {@code lan} with the default priority. */
  static List<SegmentConfig> lanOfEquals(int servers) {
    int[] priorities = new int[servers];
    Arrays.fill(priorities, ElectionConfig.MAX_PRIORITY / 2);
    return lan(priorities);
  }
}
