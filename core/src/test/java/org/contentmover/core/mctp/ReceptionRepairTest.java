package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.mctp.wire.Mark;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.Request;
import org.contentmover.core.wire.DatagramHeader;
import org.junit.jupiter.api.Test;

/** Parity frames at a participant (LD-6): ten data frames in one coding block. */
class ReceptionRepairTest extends ReceptionFixture {
  @Test
  void shouldRepairAsSoonAsParityMakesUpForWhatIsMissing() {
    receivingWithout(2, 7);
    parity(7, 0);
    assertEquals(List.of("keep parity 0 of block 0, 100"), output.take());
    parity(7, 4);
    assertEquals(
        List.of("keep parity 4 of block 0, 100", "repair block 0: [2, 7]", "verify"),
        output.take());
    assertEquals(2, endpoint.counters().get("mctp.parity.received"));
    assertEquals(2, endpoint.counters().get("mctp.frames.repaired"));
  }

  @Test
  void shouldRepairWhenTheLastMissingDataFrameComes() {
    receivingWithout(2, 7);
    parity(7, 0);
    output.take();
    frame(7, 2, 7, PAYLOAD);
    assertEquals(List.of("write 100 at 700", "repair block 0: [2]", "verify"), output.take());
  }

  @Test
  void shouldAskAgainForWhatCannotBeRepaired() {
    receivingWithout(2, 3, 7);
    parity(7, 0);
    output.take();
    output.cannotRepair = true;
    frame(7, 2, 2, PAYLOAD);
    frame(7, 2, 3, PAYLOAD);
    assertEquals(
        List.of("write 100 at 200", "write 100 at 300", "repair block 0: [7]"), output.take());
    assertEquals(1, endpoint.counters().get("mctp.repairs.failed"));
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 2 RECEIVING misses 7"), statusOf(2));
  }

  @Test
  void shouldAskForLessByWhatItHolds() {
    receivingWithout(2, 5, 7);
    parity(7, 0);
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 2 RECEIVING misses 2 5"), statusOf(2));
  }

  @Test
  void shouldKeepAParityFrameOnce() {
    receivingWithout(2, 7);
    parity(7, 0);
    parity(7, 0);
    assertEquals(List.of("keep parity 0 of block 0, 100"), output.take());
    assertEquals(1, ignored("duplicate"));
  }

  @Test
  void shouldIgnoreParityOfABlockThatLacksNothing() {
    hear(announce(7, 129 * PAYLOAD, PAYLOAD, announce(7).sha256()));
    endpoint.accepted(ID);
    endpoint.spoolOpened(ID, now);
    for (int frame = 0; frame < 128; frame++) {
      frame(7, 1, frame, PAYLOAD);
    }
    output.take();
    parity(7, 0);
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("duplicate"));
  }

  @Test
  void shouldCountParityThatFindsNoRoomAndTakeItWhenItComesAgain() {
    receivingWithout(2);
    output.noRoom = true;
    parity(7, 0);
    assertEquals(1, ignored("no-room"));
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 2 RECEIVING misses 2"), statusOf(2));
    output.noRoom = false;
    parity(7, 0);
    assertEquals(
        List.of("keep parity 0 of block 0, 100", "repair block 0: [2]", "verify"), output.take());
  }

  @Test
  void shouldRefuseParityBeyondTheFileOrOfWrongLength() {
    receivingWithout(2);
    parity(7, 128);
    assertEquals(1, ignored("beyond-size"));
    parity(7, 0, PAYLOAD - 1);
    assertEquals(1, ignored("wrong-length"));
    assertEquals(List.of(), output.take());
  }

  @Test
  void shouldDropParityOfTheLeaderBefore() {
    receivingWithout(2, 7);
    parity(7, 0);
    output.take();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8));
    assertEquals(List.of("drop parity of block 0", "open spool"), output.take());
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 2 7"), afterMs(10));
    parity(7, 1);
    assertEquals(1, ignored("stale-epoch"));
    parity(8, 0);
    parity(8, 1);
    assertEquals(
        List.of(
            "keep parity 0 of block 0, 100",
            "keep parity 1 of block 0, 100",
            "repair block 0: [2, 7]",
            "verify"),
        output.take());
  }

  @Test
  void shouldDropParityWhenTheRestWasFetched() {
    receivingWithout(2, 7);
    parity(7, 0);
    output.take();
    hear(new Request(ID, 7, Request.Kind.FETCH, 2, 10, List.of(SELF)));
    endpoint.rangesFilled(ID);
    assertEquals(
        List.of(
            "ranges wanted [" + new ByteRange(200, 100) + ", " + new ByteRange(700, 100) + "]",
            "drop parity of block 0",
            "verify"),
        output.take());
  }

  @Test
  void shouldTellInsideThePassHowManyParityFramesWouldRestoreABlock() {
    hear(announce(7, 300 * PAYLOAD, PAYLOAD, announce(7).sha256()));
    endpoint.accepted(ID);
    endpoint.spoolOpened(ID, now);
    afterMs(10);
    mark(1, 0);
    for (int frame = 0; frame < 256; frame++) {
      if (frame % 50 != 3) {
        frame(7, 1, frame, PAYLOAD);
      }
    }
    parity(7, 0);
    output.take();
    mark(2, 1);
    assertEquals(List.of("10.0.0.1:7800: HEARD 251 to mark 2, needs 2 of block 0"), afterMs(20));
    mark(3, 2);
    assertEquals(
        List.of("10.0.0.1:7800: HEARD 0 to mark 3, needs 2 of block 0, needs 3 of block 1"),
        afterMs(20));
  }

  @Test
  void shouldForgetARepairThatDoesNotVerify() {
    receivingWithout(2);
    parity(7, 0);
    output.take();
    endpoint.verified(ID, false, now);
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 2 RECEIVING misses 0-9"), afterMs(10));
    parity(7, 0);
    assertEquals(List.of("keep parity 0 of block 0, 100"), output.take());
  }

  private void mark(int number, int sentBlocks) {
    hear(new Mark(ID, 7, number, Mark.ALL, 20, sentBlocks));
  }

  private void receivingWithout(Integer... missing) {
    receiving();
    for (int frame = 0; frame < 10; frame++) {
      if (!List.of(missing).contains(frame)) {
        frame(7, 1, frame, frame == 9 ? 50 : PAYLOAD);
      }
    }
    output.take();
  }

  private List<String> statusOf(int pass) {
    output.take();
    hear(new PassEnd(ID, 7, pass, 1, 10));
    return afterMs(10);
  }

  private void parity(long epoch, int number) {
    parity(epoch, number, PAYLOAD);
  }

  private void parity(long epoch, int number, int length) {
    ServerName leader = epoch == 7 ? LEADER : SECOND;
    long key = TransferSession.keyOf(DatagramHeader.segmentKey(SEGMENT), leader, epoch, ID);
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + length);
    FrameHeader.write(datagram, FrameType.PARITY, key, epoch, 2, number, length);
    endpoint.onFrame(datagram.rewind(), now);
  }
}
