package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.junit.jupiter.api.Test;

/** What somebody may announce in the name of the leader of an open segment (LD-1). */
class ReceptionLimitsTest extends ReceptionFixture {
  @Test
  void shouldBeginOnlySoManyReceptionsAtATime() {
    for (int i = 0; i < MctpReceiver.MAX_OPEN + 10; i++) {
      hear(announceOf(i));
    }
    assertEquals(10, ignored("no-room"));
    assertEquals(MctpReceiver.MAX_OPEN, endpoint.counters().get("mctp.receptions"));
    hear(announceOf(7));
    assertEquals(10, ignored("no-room"), "one that it has is announced again");
    endpoint.refused(id(7), "no such site", now);
    hear(announceOf(-1));
    assertEquals(10, ignored("no-room"));
    assertEquals(MctpReceiver.MAX_OPEN + 1, endpoint.counters().get("mctp.receptions"));
  }

  @Test
  void shouldRefuseFramesThatCarryNothing() {
    hear(announce(7, 950, Announce.MIN_PAYLOAD_BYTES - 1, ContentHash.OF_NOTHING));
    assertEquals(1, ignored("malformed"));
    hear(announce(7, 950, Announce.MIN_PAYLOAD_BYTES, ContentHash.OF_NOTHING));
    assertEquals(1, endpoint.counters().get("mctp.receptions"));
  }

  private static AssignmentId id(int number) {
    return new AssignmentId(new UUID(1, number));
  }

  private static Announce announceOf(int number) {
    return new Announce(
        id(number),
        7,
        LEADER_AT,
        "publish",
        950,
        PAYLOAD,
        1_000_000,
        ContentHash.OF_NOTHING,
        1,
        1,
        1,
        10,
        address(99),
        "http://leader/",
        "ticket",
        List.of(SELF));
  }
}
