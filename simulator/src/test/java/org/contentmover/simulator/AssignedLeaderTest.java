package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.contentmover.core.election.ElectionConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without pre-emption an assigned server leads from the next election on, and not before. */
class AssignedLeaderTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final int ASSIGNED = 2;

  private SimulatedSegment segment;
  private long epoch;

  private void assignWhileAnotherLeads(long seed) {
    segment =
        new SimulatedSegment(
            SimulatedSegment.lan(90, 70, 30),
            NetworkConditions.GOOD,
            seed,
            Trace.off(),
            MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    run(2 * SECOND);
    assertLeads(0);
    epoch = segment.server(0).leadership().epoch();
    segment.server(ASSIGNED).prefer(ElectionConfig.MAX_PRIORITY);
    run(60 * SECOND);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldNotDeposeAHealthyLeader(long seed) {
    assignWhileAnotherLeads(seed);
    assertLeads(0);
    assertEquals(epoch, segment.server(0).leadership().epoch());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldLeadWhenTheLeaderIsGoneAndWhenItIsBack(long seed) {
    assignWhileAnotherLeads(seed);
    segment.server(0).crash();
    run(SECOND);
    assertLeads(ASSIGNED);
    segment.server(0).start();
    run(10 * SECOND);
    assertLeads(ASSIGNED);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldLeadAtOnceWhenTheLeaderMustNotAndKeepLeadingWhenThatOneMayAgain(long seed) {
    assignWhileAnotherLeads(seed);
    segment.server(0).prefer(ElectionConfig.NEVER_LEADS);
    run(250 * MS);
    assertLeads(ASSIGNED);
    segment.server(0).prefer(90);
    run(10 * SECOND);
    assertLeads(ASSIGNED);
    assertEquals(epoch + 1, segment.server(ASSIGNED).leadership().epoch());
  }

  private void run(long forNs) {
    segment.time().runUntil(segment.time().nowNs() + forNs);
  }

  private void assertLeads(int index) {
    assertEquals(
        index,
        segment
            .commonLeader()
            .orElseThrow(() -> new AssertionError(segment.disagreement()))
            .index());
  }
}
