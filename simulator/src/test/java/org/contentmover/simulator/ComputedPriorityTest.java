package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.PriorityWeights;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.segment.SegmentConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that measure themselves all the time (EL-3): the best leads, and goes on leading. */
class ComputedPriorityTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long GIB = 1L << 30;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldElectTheBestHostAndNotChangeLeadersWithTheLoad(long seed) {
    SimulatedSegment segment = segment(seed);
    RandomGenerator random = new SeededRandom(seed);
    segment.servers().forEach(server -> server.tellFacts(measured(server, random)));
    segment.time().runUntil(5 * SECOND);
    assertEquals(3, leader(segment).index(), "the biggest host");
    long epoch = leader(segment).leadership().epoch();
    for (int second = 6; second < 120; second++) {
      segment.servers().forEach(server -> server.tellFacts(measured(server, random)));
      segment.time().runUntil(second * SECOND);
      assertEquals(epoch, leader(segment).leadership().epoch(), "changed in second " + second);
    }
    leader(segment).crash();
    segment.time().runUntil(130 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertEquals(2, leader(segment).index(), "the next best");
  }

  private static SimulatedServer leader(SimulatedSegment segment) {
    return segment.commonLeader().orElseThrow(() -> new AssertionError(segment.disagreement()));
  }

  private static SimulatedSegment segment(long seed) {
    List<SegmentConfig> configs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SegmentConfig lan = SegmentConfig.lan(50);
      configs.add(
          new SegmentConfig(
              lan.election(),
              lan.registration(),
              lan.transfer(),
              PriorityWeights.DEFAULT,
              PathConfig.off()));
    }
    SimulatedSegment segment =
        new SimulatedSegment(
            configs, NetworkConditions.GOOD, seed, Trace.off(), MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    return segment;
  }

  /** Each host four times as big as the one before, its load up to 30 %. */
  private static MemberFacts measured(SimulatedServer server, RandomGenerator random) {
    int size = 1 << (2 * server.index());
    return new MemberFacts(
        "http://" + server.name(),
        size * 20 * GIB,
        size,
        random.nextInt(301),
        size * GIB,
        0,
        "",
        "",
        List.of());
  }
}
