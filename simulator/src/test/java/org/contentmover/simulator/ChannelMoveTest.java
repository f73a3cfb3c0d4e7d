package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.segment.ControlChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The leader moves its segment to another control channel without losing a member (EL-9). */
class ChannelMoveTest {
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final ControlChannel OTHER =
      ControlChannel.of(new PeerAddress(new byte[] {(byte) 239, 1, 1, 1}, 45_100));
  private static final ControlChannel THIRD =
      ControlChannel.of(new PeerAddress(new byte[] {(byte) 239, 1, 1, 2}, 45_100));

  @ParameterizedTest(name = "loss {0}, seed {1}")
  @CsvSource({"0, 1", "0.05, 1", "0.05, 2", "0.05, 3", "0.05, 4", "0.05, 5"})
  void shouldMoveEverybodyWithoutLosingOne(double loss, long seed) {
    SimulatedSegment segment = settled(12, loss, seed);
    final long epoch = segment.commonLeader().orElseThrow().leadership().epoch();
    assertTrue(segment.commonLeader().orElseThrow().moveControlChannel(OTHER));
    for (int step = 0; step < 100; step++) {
      segment.time().runUntil(segment.time().nowNs() + 50 * MS);
      SimulatedServer leader = segment.commonLeader().orElseThrow();
      assertEquals(epoch, leader.leadership().epoch(), "nobody lost its leader");
      assertEquals(12, leader.members().size(), "nobody was lost");
    }
    assertOn(OTHER, segment);
    segment.time().runUntil(segment.time().nowNs() + 20 * SECOND);
    assertEquals(epoch, segment.commonLeader().orElseThrow().leadership().epoch());
    SimulatedServer leader = segment.commonLeader().orElseThrow();
    for (SimulatedServer server : segment.servers()) {
      Set<ControlChannel> expected =
          server == leader ? Set.of(OTHER, ControlChannel.CONFIGURED) : Set.of(OTHER);
      assertEquals(expected, Set.copyOf(server.channels().sending()), "the old one is given up");
    }
  }

  @Test
  void shouldFindWhoWasAwayAndStayThereUnderANewLeader() {
    SimulatedSegment segment = settled(6, 0.05, 7);
    segment.server(4).crash();
    segment.time().runUntil(20 * SECOND);
    assertTrue(segment.commonLeader().orElseThrow().moveControlChannel(OTHER));
    segment.time().runUntil(40 * SECOND);
    segment.server(4).start();
    segment.time().runUntil(45 * SECOND);
    assertOn(OTHER, segment);

    segment.commonLeader().orElseThrow().crash();
    segment.time().runUntil(60 * SECOND);
    assertOn(OTHER, segment);
  }

  @Test
  void shouldAgreeOnOneChannelWhenTheLeaderDiesInTheMiddle() {
    for (long delayMs = 0; delayMs < 1_000; delayMs += 25) {
      SimulatedSegment segment = settled(5, 0.05, delayMs);
      SimulatedServer leader = segment.commonLeader().orElseThrow();
      leader.moveControlChannel(OTHER);
      segment.time().runUntil(segment.time().nowNs() + delayMs * MS);
      leader.crash();
      segment.time().runUntil(segment.time().nowNs() + 15 * SECOND);
      assertTrue(segment.isConverged(), segment::disagreement);
      assertOn(segment.commonLeader().orElseThrow().controlChannel(), segment);
      // Announced in every heartbeat, ten a second: by now one of them was heard by everybody.
      if (delayMs >= 300) {
        assertOn(OTHER, segment);
      }
      leader.start();
      segment.time().runUntil(segment.time().nowNs() + 10 * SECOND);
      assertOn(segment.commonLeader().orElseThrow().controlChannel(), segment);
    }
  }

  @Test
  void shouldAgreeOnOneChannelWhenHalvesOnDifferentOnesMeet() {
    SimulatedSegment segment = settled(6, 0, 9);
    segment.network().partition(new int[] {0, 1, 0, 1, 0, 1});
    segment.time().runUntil(20 * SECOND);
    ControlChannel to = OTHER;
    for (SimulatedServer server : segment.servers()) {
      if (server.leads()) {
        assertTrue(server.moveControlChannel(to));
        to = THIRD;
      }
    }
    segment.time().runUntil(60 * SECOND);
    segment.network().heal();
    segment.time().runUntil(80 * SECOND);
    assertOn(segment.commonLeader().orElseThrow().controlChannel(), segment);
  }

  @Test
  void shouldStayWhenAMemberCannotListenThere() {
    SimulatedSegment segment = settled(5, 0, 3);
    SimulatedServer leader = segment.commonLeader().orElseThrow();
    segment.server(2).channels().refuseOthers();
    assertTrue(leader.moveControlChannel(OTHER));
    assertFalse(leader.moveControlChannel(THIRD), "one at a time");
    segment.time().runUntil(30 * SECOND);
    assertOn(ControlChannel.CONFIGURED, segment);
    assertEquals(1, leader.counter("election.channel-moves-given-up"));
  }

  private static SimulatedSegment settled(int servers, double loss, long seed) {
    NetworkConditions conditions = new NetworkConditions(loss, 0, MS, 0.02, MS / 20, 5 * MS);
    SimulatedSegment segment =
        new SimulatedSegment(
            SimulatedSegment.lanOfEquals(servers),
            conditions,
            seed,
            Trace.off(),
            MemberFactory.real());
    segment.servers().forEach(SimulatedServer::start);
    segment.time().runUntil(5 * SECOND);
    assertTrue(segment.isConverged(), segment::disagreement);
    return segment;
  }

  private static void assertOn(ControlChannel channel, SimulatedSegment segment) {
    assertTrue(segment.isConverged(), segment::disagreement);
    for (SimulatedServer server : segment.servers()) {
      if (server.isRunning()) {
        assertEquals(channel, server.controlChannel(), server.name().value());
      }
    }
  }
}
