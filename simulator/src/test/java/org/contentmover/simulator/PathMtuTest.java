package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.segment.SegmentConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames are as large as the way to every participant takes (LD-3). */
class PathMtuTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int JUMBO_BYTES = 8_972;
  private static final int ETHERNET_BYTES = 1_472;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int CONTENT_BYTES = 400_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shouldSendJumboFramesWhereEverybodyHearsThem(long seed) {
    SimulatedSegment segment = settled(6, 0, seed);
    assertFramesOf(JUMBO_BYTES, segment);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldFitTheFramesToTheNarrowestWay(long seed) {
    SimulatedSegment segment = settled(6, 0.01, seed, 4);
    publish(segment);
    assertFrameBytes(ETHERNET_BYTES, segment);
    assertNobodyFetched(segment);
  }

  @Test
  void shouldKeepToWhatFitsEverywhereBehindATunnel() {
    SimulatedSegment segment = started(5, 0, 7);
    segment.servers().forEach(server -> segment.network().narrow(server, 1_420));
    segment.time().runUntil(15 * SECOND);
    assertFramesOf(1_400, segment);
  }

  @Test
  void shouldFindOutAnewWhenTheWayBecomesNarrower() {
    SimulatedSegment segment = settled(4, 0, 8);
    assertEquals(JUMBO_BYTES, leader(segment).counter("path.datagram-bytes"));
    segment.servers().forEach(server -> segment.network().narrow(server, ETHERNET_BYTES));
    segment.time().runUntil(segment.time().nowNs() + 70 * SECOND);
    assertFramesOf(ETHERNET_BYTES, segment);
  }

  @Test
  void shouldGoOnWithTheFramesOfTheLeaderBefore() {
    SimulatedSegment segment = settled(6, 0, 9);
    SimulatedServer first = leader(segment);
    segment.publisher().publish(10 * CONTENT_BYTES);
    segment.time().runUntil(segment.time().nowNs() + SECOND);
    first.crash();
    // The next leader, asked alone, would find another size.
    segment.servers().forEach(server -> segment.network().narrow(server, ETHERNET_BYTES));
    segment.time().runUntil(segment.time().nowNs() + 2 * SECOND);
    segment.servers().forEach(server -> segment.network().narrow(server, JUMBO_BYTES));
    segment.time().runUntil(segment.time().nowNs() + 60 * SECOND);
    long resumed = 0;
    for (SimulatedServer server : segment.running()) {
      assertEquals(0, server.counter("mctp.receptions.restarted"), "sent again from the start");
      resumed += server.counter("mctp.receptions.resumed");
    }
    assertTrue(resumed > 0, "the leader died too late");
  }

  private static void assertFramesOf(int bytes, SimulatedSegment segment) {
    publish(segment);
    assertFrameBytes(bytes, segment);
    int payloadBytes = bytes - FRAME_HEADER_BYTES;
    int needed = (CONTENT_BYTES + payloadBytes - 1) / payloadBytes;
    long sent = leader(segment).counter("mctp.frames.sent");
    assertTrue(sent >= needed && sent <= needed + needed / 10, sent + " frames, not " + needed);
    assertNobodyFetched(segment);
  }

  private static void assertFrameBytes(int bytes, SimulatedSegment segment) {
    assertEquals(bytes, leader(segment).counter("path.datagram-bytes"));
  }

  private static void assertNobodyFetched(SimulatedSegment segment) {
    segment.servers().forEach(server -> assertEquals(0, server.counter("mctp.fetches")));
  }

  private static void publish(SimulatedSegment segment) {
    segment.publisher().publish(CONTENT_BYTES);
    segment.time().runUntil(segment.time().nowNs() + 20 * SECOND);
    assertTrue(segment.publisher().isDone(), segment.publisher()::unfinished);
    segment.publisher().assertEverybodyRunningReported();
  }

  private static SimulatedServer leader(SimulatedSegment segment) {
    return segment.commonLeader().orElseThrow();
  }

  private static SimulatedSegment settled(int servers, double loss, long seed, int... narrow) {
    SimulatedSegment segment = started(servers, loss, seed);
    for (int index : narrow) {
      segment.network().narrow(segment.server(index), ETHERNET_BYTES);
    }
    segment.time().runUntil(8 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    return segment;
  }

  private static SimulatedSegment started(int servers, double loss, long seed) {
    List<SegmentConfig> configs = new ArrayList<>();
    for (SegmentConfig lan : SimulatedSegment.lanOfEquals(servers)) {
      configs.add(lan.withPath(PathConfig.upTo(JUMBO_BYTES)));
    }
    NetworkConditions good = NetworkConditions.GOOD;
    SimulatedSegment segment =
        new SimulatedSegment(
            configs,
            new NetworkConditions(loss, 0, good.burstNs(), 0, good.minDelayNs(), good.maxDelayNs()),
            seed,
            Trace.off(),
            MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    return segment;
  }
}
