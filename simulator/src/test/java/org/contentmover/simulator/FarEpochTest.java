package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** Somebody in an open segment names epochs that nobody could count above (EL-6). */
class FarEpochTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int INTERVAL_US = 100_000;

  /** More than anybody believes at once. */
  private static final long FAR = 2_000_000;

  private static final ServerName ROGUE = new ServerName("rogue");

  private final SimulatedSegment segment =
      new SimulatedSegment(
          SimulatedSegment.lan(90, 70, 60, 50, 40, 30),
          NetworkConditions.GOOD,
          11,
          Trace.off(),
          MemberFactory.real());

  private long said;

  @Test
  void shouldElectItsNextLeaderAsIfNothingHadBeenSaid() {
    segment.servers().forEach(SimulatedServer::start);
    run(2 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    for (int i = 0; i < 100; i++) {
      tellAll(LeadershipFloor.MAX_EPOCH);
      run(20 * MS);
    }
    assertTrue(segment.server(0).leads());
    assertEquals(1, segment.server(0).leadership().epoch());
    for (SimulatedServer server : segment.servers()) {
      assertTrue(server.counter("control.ignored.epoch-too-far") >= 100, server.name().value());
    }
    segment.server(0).crash();
    for (int i = 0; i < 100; i++) {
      tellAll(LeadershipFloor.MAX_EPOCH);
      run(20 * MS);
    }
    assertEquals(2, segment.commonLeader().orElseThrow().leadership().epoch());
    segment.server(0).start();
    run(2 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
  }

  /** Where numbers were driven up for a while, whoever was away needs as long to follow. */
  @Test
  void shouldTakeInWhoWasAwayWhileItsNumbersWereDrivenUp() {
    SimulatedServer away = segment.server(5);
    segment.servers().stream().filter(server -> server != away).forEach(SimulatedServer::start);
    run(2 * SECOND);
    for (int i = 0; i < 600; i++) {
      SimulatedServer leader = segment.server(0);
      leader.arrive(Forged.notice(ROGUE, leader.leadership().epoch() + FAR));
      leader.arrive(Forged.notice(ROGUE, leader.leadership().epoch() + FAR / 2));
      run(10 * MS);
    }
    run(SECOND);
    long epoch = segment.commonLeader().orElseThrow().leadership().epoch();
    assertTrue(epoch > 5 * FAR && epoch < 20 * FAR, "epoch " + epoch);
    away.start();
    run(6 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertTrue(
        away.counter("control.ignored.epoch-too-far") > 5, "it did not believe that at once");
  }

  private void tellAll(long epoch) {
    said++;
    for (SimulatedServer server : segment.running()) {
      server.arrive(Forged.claim(ROGUE, epoch));
      server.arrive(Forged.alive(ROGUE, epoch, said, INTERVAL_US));
      server.arrive(Forged.resign(ROGUE, epoch));
      server.arrive(Forged.notice(ROGUE, epoch));
    }
  }

  private void run(long forNs) {
    segment.time().runUntil(segment.time().nowNs() + forNs);
  }
}
