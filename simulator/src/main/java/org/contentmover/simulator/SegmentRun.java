package org.contentmover.simulator;

import java.util.Optional;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.segment.ControlChannel;

/**
 * Runs one scenario and asserts what docs/protocol promises: the invariants at every moment, and
 * that the segment converges once faults end.
 */
final class SegmentRun {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;

  /** Faults end, and within this the segment must agree. */
  static final long CONVERGENCE_LIMIT_NS = 20 * SECOND;

  /** How long agreement must last, on a network that loses at most {@link #CALM_LOSS}. */
  private static final long STABLE_FOR_NS = 2 * SECOND;

  /** From agreement to the final reports of all transfers; above the deadline of each. */
  private static final long TRANSFER_LIMIT_NS = 90 * SECOND;

  /** From the end of a transfer to the next try: several signs of life of the leader. */
  private static final long TRY_AGAIN_AFTER_NS = SECOND;

  private static final ControlChannel OTHER_CHANNEL =
      ControlChannel.of(new PeerAddress(new byte[] {(byte) 239, 1, 1, 2}, 45_100));

  private static final double CALM_LOSS = 0.01;
  private static final long STEP_NS = 20 * MS;

  /**
   * What a run measured.
   *
   * @param convergedAfterNs from the end of faults to agreement
   * @param transfersEndedAfterNs from agreement to the last final report
   * @param datagrams delivered in all
   * @param virtualNs simulated time
   */
  record Result(
      long convergedAfterNs, long transfersEndedAfterNs, long datagrams, long virtualNs) {}

  private final Scenario scenario;
  private final Trace trace;
  private final SimulatedSegment segment;
  private final SimulatedKeys keys;

  SegmentRun(Scenario scenario, Trace trace, MemberFactory factory) {
    this.scenario = scenario;
    this.trace = trace;
    this.keys = SimulatedKeys.of(scenario.seed());
    this.segment =
        new SimulatedSegment(
            scenario.configs(), scenario.conditions(), scenario.seed(), trace, factory, keys);
    if (!scenario.multicast()) {
      segment.network().loseMulticast();
    }
    if (keys.resistsReplay()) {
      segment.network().admit(new Eavesdropper(new SeededRandom(~scenario.seed())));
    }
  }

  /**
   * Runs to the end.
   *
   * @throws InvariantViolation when a promise is broken; the message has the replay command
   */
  Result run() {
    try {
      for (SimulatedServer server : segment.servers()) {
        segment.time().at(scenario.startsNs()[server.index()], server::start);
      }
      for (int change = 1; change <= keys.changes(); change++) {
        for (SimulatedServer server : segment.servers()) {
          segment.time().at(keys.changeNs(server.index(), change), server::onKeys);
        }
      }
      for (Fault fault : scenario.faults()) {
        segment.time().at(fault.atNs(), () -> apply(fault));
      }
      for (Scenario.Publication publication : scenario.publications()) {
        segment
            .time()
            .at(publication.atNs(), () -> segment.publisher().publish(publication.sizeBytes()));
      }
      scenario.refusing().forEach(index -> segment.server(index).agent().refuse());
      segment.time().runUntil(scenario.calmFromNs());
      calm();
      long convergedAfterNs = awaitConvergence();
      assertStable();
      long transfersEndedAfterNs = awaitTransfers();
      publishAgain();
      return new Result(
          convergedAfterNs,
          transfersEndedAfterNs,
          segment.network().delivered(),
          segment.time().nowNs());
    } catch (InvariantViolation broken) {
      throw new InvariantViolation(
          broken.getMessage()
              + System.lineSeparator()
              + "  at "
              + segment.time().nowNs() / 1e9
              + " s, "
              + keys
              + ", of "
              + scenario
              + System.lineSeparator()
              + "  replay: "
              + Replay.command(scenario.seed()));
    }
  }

  private void apply(Fault fault) {
    trace.line(segment.time().nowNs(), "", "— " + fault.kind());
    switch (fault.kind()) {
      case PARTITION:
        segment.network().partition(fault.side());
        break;
      case ONE_WAY_PARTITION:
        segment.network().partitionOneWay(fault.side());
        break;
      case HEAL:
        segment.network().heal();
        break;
      default:
        target(fault).ifPresent(server -> strike(fault, server));
    }
  }

  private Optional<SimulatedServer> target(Fault fault) {
    if (fault.kind() == Fault.Kind.RESUME) {
      return segment.servers().stream()
          .filter(server -> server.isUp() && !server.isRunning())
          .findFirst();
    }
    return fault.server() == Fault.THE_LEADER
        ? segment.running().stream().filter(SimulatedServer::leads).findFirst()
        : Optional.of(segment.server(fault.server()));
  }

  private void strike(Fault fault, SimulatedServer server) {
    switch (fault.kind()) {
      case CRASH:
        if (server.isUp()) {
          server.crash();
        }
        break;
      case RESTART:
        if (!server.isUp()) {
          server.start();
        }
        break;
      case LEAVE:
        if (server.isRunning()) {
          server.leave();
        }
        break;
      case PAUSE:
        if (server.isRunning()) {
          server.pause();
        }
        break;
      case RESUME:
        server.resume();
        break;
      case DEAF:
      case HEARING:
        server.setDeaf(fault.kind() == Fault.Kind.DEAF);
        break;
      case MOVE_CHANNEL:
        moveControlChannel(server, OTHER_CHANNEL);
        break;
      case MOVE_BACK:
        moveControlChannel(server, ControlChannel.CONFIGURED);
        break;
      case NO_OTHER_CHANNEL:
        server.channels().refuseOthers();
        break;
      case DISK_FULL:
      case DISK_FREE:
        server.agent().setDiskFull(fault.kind() == Fault.Kind.DISK_FULL);
        break;
      case CLOCK_JUMP:
        if (server.isRunning()) {
          server.jumpClock(fault.jumpNs());
        }
        break;
      default:
        throw new IllegalArgumentException(fault.kind() + " strikes no server");
    }
  }

  /** A segment without multicast has none to move. */
  private void moveControlChannel(SimulatedServer server, ControlChannel channel) {
    if (segment.network().hasMulticast()) {
      server.moveControlChannel(channel);
    }
  }

  private void calm() {
    trace.line(segment.time().nowNs(), "", "— faults end");
    segment.network().heal();
    segment.network().change(scenario.conditions().calmed(CALM_LOSS));
    for (SimulatedServer server : segment.servers()) {
      server.agent().setDiskFull(false);
      if (server.isUp() && !server.isRunning()) {
        server.resume();
      }
      if (server.isDeaf()) {
        server.setDeaf(false);
      }
    }
    if (segment.servers().stream().noneMatch(SimulatedServer::mayLead)) {
      segment.server(0).start();
    }
  }

  private long awaitConvergence() {
    long fromNs = segment.time().nowNs();
    do {
      if (segment.time().nowNs() - fromNs > CONVERGENCE_LIMIT_NS) {
        throw new InvariantViolation(
            CONVERGENCE_LIMIT_NS / SECOND
                + " s after the last fault the segment does not agree: "
                + segment.disagreement());
      }
      segment.time().runUntil(segment.time().nowNs() + STEP_NS);
    } while (!segment.isConverged()
        || !segment.publisher().accepts(segment.commonLeader().orElseThrow()));
    return segment.time().nowNs() - fromNs;
  }

  private long awaitTransfers() {
    long fromNs = segment.time().nowNs();
    while (!segment.publisher().isDone()) {
      if (segment.time().nowNs() - fromNs > TRANSFER_LIMIT_NS) {
        throw new InvariantViolation(
            "a transfer does not end: " + segment.publisher().unfinished());
      }
      segment.time().runUntil(segment.time().nowNs() + STEP_NS);
    }
    segment.publisher().assertEverybodyNamed();
    return segment.time().nowNs() - fromNs;
  }

  /** Whoever missed something has it in the end, and nothing is sent that everybody has (DT-6). */
  private void publishAgain() {
    segment.time().runUntil(segment.time().nowNs() + TRY_AGAIN_AFTER_NS);
    segment.publisher().publishAgain();
    awaitTransfers();
    segment.publisher().assertEverybodyRunningReported();
    long framesSent = framesSent();
    segment.publisher().publishAgain();
    awaitTransfers();
    if (framesSent() != framesSent) {
      throw new InvariantViolation(
          (framesSent() - framesSent) + " frames were sent of what everybody has");
    }
  }

  private long framesSent() {
    return segment.servers().stream().mapToLong(server -> server.agent().framesSent()).sum();
  }

  /** Without a fault nobody takes the leader's place. */
  private void assertStable() {
    SimulatedServer leader = segment.commonLeader().orElseThrow();
    long epoch = leader.leadership().epoch();
    long untilNs = segment.time().nowNs() + STABLE_FOR_NS;
    while (segment.time().nowNs() < untilNs) {
      segment.time().runUntil(segment.time().nowNs() + STEP_NS);
      if (!leader.leads() || leader.leadership().epoch() != epoch) {
        throw new InvariantViolation(
            leader.name() + " led without any fault in sight, and leads no more in epoch " + epoch);
      }
    }
  }
}
