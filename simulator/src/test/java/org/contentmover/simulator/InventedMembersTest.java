package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** Somebody in an open segment registers servers that there are not (EL-8). */
class InventedMembersTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int INVENTED = 3_000;

  private final SimulatedSegment segment =
      new SimulatedSegment(
          SimulatedSegment.lan(90, 70, 60, 50, 40, 30),
          NetworkConditions.GOOD,
          11,
          Trace.off(),
          MemberFactory.real());

  @Test
  void shouldKeepItsMembersAndTakeNewOnesWhenTheInventedAreLost() {
    SimulatedServer leader = segment.server(0);
    SimulatedServer late = segment.server(5);
    segment.servers().stream().filter(server -> server != late).forEach(SimulatedServer::start);
    run(2 * SECOND);
    for (int i = 0; i < INVENTED; i++) {
      leader.arrive(Forged.register(new ServerName("x" + i), leader.leadership().epoch()));
    }
    assertEquals(INVENTED - (2_048 - 4), leader.counter("control.ignored.segment-full"));
    late.start();
    run(12 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertTrue(leader.leads());
    assertEquals(1, leader.leadership().epoch());
  }

  private void run(long forNs) {
    segment.time().runUntil(segment.time().nowNs() + forNs);
  }
}
