package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.contentmover.core.segment.SegmentConfig;
import org.junit.jupiter.api.Test;

/** Every profile elects, registers, and replaces a dead leader within the time its limits say. */
class ProfilesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void shouldWorkInProfileLan() {
    assertReplacesADeadLeader(SegmentConfig::lan, 3, 1);
  }

  @Test
  void shouldWorkInProfileSlow() {
    assertReplacesADeadLeader(SegmentConfig::slow, 12, 4);
  }

  @Test
  void shouldWorkInProfileSource() {
    // 10 s of silence, up to 12 s of claim delay at priority 70, 5 s of voting.
    assertReplacesADeadLeader(SegmentConfig::source, 60, 28);
  }

  @Test
  void shouldLetProfilesMixInOneSegment() {
    List<SegmentConfig> configs =
        List.of(SegmentConfig.slow(90), SegmentConfig.lan(50), SegmentConfig.lan(60));
    SimulatedSegment segment = started(configs);
    segment.time().runUntil(20 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    long epoch = segment.commonLeader().orElseThrow().leadership().epoch();
    segment.time().runUntil(60 * SECOND);
    assertEquals(epoch, segment.commonLeader().orElseThrow().leadership().epoch());
  }

  private static void assertReplacesADeadLeader(
      IntFunction<SegmentConfig> profile, long settledAfterSeconds, long replacedAfterSeconds) {
    List<SegmentConfig> configs = new ArrayList<>();
    for (int priority : new int[] {50, 90, 70, 0}) {
      configs.add(profile.apply(priority));
    }
    SimulatedSegment segment = started(configs);
    segment.time().runUntil(settledAfterSeconds * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    assertEquals(1, segment.commonLeader().orElseThrow().index());
    segment.server(1).crash();
    segment.time().runUntil((settledAfterSeconds + replacedAfterSeconds) * SECOND);
    assertEquals(2, segment.commonLeader().orElseThrow().index());
  }

  private static SimulatedSegment started(List<SegmentConfig> configs) {
    SimulatedSegment segment =
        new SimulatedSegment(configs, NetworkConditions.GOOD, 3, Trace.off(), MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    return segment;
  }
}
