package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** Somebody in an open segment sends heartbeats in the name of its leader (EL-1, EL-2). */
class ForgedHeartbeatTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long INTERVAL_US = 100_000;
  private static final long LONGEST_INTERVAL_US = 60_000_000;
  private static final long MORE_THAN_AN_HOUR_US = 0xFFFF_FFFFL;
  private static final long FAR = 1L << 62;

  private final SimulatedSegment segment =
      new SimulatedSegment(
          SimulatedSegment.lan(90, 70, 60, 50, 40, 30),
          NetworkConditions.GOOD,
          11,
          Trace.off(),
          MemberFactory.real());

  @Test
  void shouldHearTheDeathOfItsLeaderInTime() {
    converge();
    long number = 1_000;
    forge(number, MORE_THAN_AN_HOUR_US);
    forge(FAR, INTERVAL_US);
    forge(FAR + 1, LONGEST_INTERVAL_US);
    segment.server(0).crash();
    run(2 * SECOND);
    assertEquals(2, segment.commonLeader().orElseThrow().leadership().epoch());
  }

  @Test
  void shouldStayWithItsLeaderWhateverNumbersAreForged() {
    converge();
    for (int i = 0; i < 100; i++) {
      forge(FAR + i, LONGEST_INTERVAL_US);
      run(20 * MS);
    }
    assertTrue(segment.isConverged(), segment::disagreement);
    assertEquals(1, segment.server(0).leadership().epoch());
    for (SimulatedServer server : segment.servers()) {
      assertEquals(0, server.counter("election.leaders-suspected"), server.name().value());
    }
    assertEquals(100, segment.server(1).counter("control.ignored.number-too-far"));
  }

  /** Whoever starts believes the number it hears first. */
  @Test
  void shouldFindTheLeaderAlsoWhenAForgedHeartbeatCameFirst() {
    converge();
    SimulatedServer late = segment.server(5);
    late.crash();
    run(SECOND);
    late.start();
    late.arrive(forged(FAR, INTERVAL_US));
    run(2 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertEquals(1, segment.server(0).leadership().epoch());
  }

  private void converge() {
    segment.servers().forEach(SimulatedServer::start);
    run(2 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertTrue(segment.server(0).leads());
  }

  private void forge(long number, long intervalUs) {
    for (SimulatedServer server : segment.running()) {
      if (!server.leads()) {
        server.arrive(forged(number, intervalUs));
      }
    }
  }

  private ByteBuffer forged(long number, long intervalUs) {
    ServerName leader = segment.server(0).name();
    return Forged.alive(leader, 1, number, intervalUs);
  }

  private void run(long forNs) {
    segment.time().runUntil(segment.time().nowNs() + forNs);
  }
}
