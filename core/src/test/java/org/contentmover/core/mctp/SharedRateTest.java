package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.junit.jupiter.api.Test;

/** Sessions of one leader that send at the same time (LD-5): who gets how much of the rate. */
class SharedRateTest {
  private static final long MS = 1_000_000;
  private static final long EPOCH = 7;
  private static final int FRAME_BYTES = 1_000;
  private static final int PAYLOAD_BYTES = FRAME_BYTES - 24;
  private static final int LARGE = 100_000;
  private static final long BOUND = 2_000_000;
  private static final int FRAMES_A_SECOND = (int) (BOUND / FRAME_BYTES);
  private static final PeerAddress ADDRESS = new PeerAddress(new byte[] {10, 0, 0, 9}, 7_800);

  /** What marks, announcements of a second and the rest of a frame may take. */
  private static final int FEW = 3;

  private final Frames output = new Frames();
  private final MctpSender sender = sender();
  private long nowMs;

  private MctpSender sender() {
    MctpConfig lan = MctpConfig.lan();
    MctpConfig fixed = lan.withRate(lan.rate().with(false, 0));
    Outbox outbox =
        new Outbox(new SegmentName("boston"), new ServerName("leader"), ADDRESS, 1, output);
    MctpSender made = new MctpSender(fixed, outbox, output, new MctpCounters());
    made.lead(EPOCH, 0);
    return made;
  }

  @Test
  void shouldShareTheRateEqually() {
    send(1, LARGE, BOUND);
    send(2, LARGE, BOUND);
    assertShares(Map.of(1, FRAMES_A_SECOND / 2, 2, FRAMES_A_SECOND / 2));
  }

  @Test
  void shouldTakeTurnsFrameByFrame() {
    send(1, LARGE, BOUND);
    send(2, LARGE, BOUND);
    output.sent.clear();
    for (int ms = 0; ms < 1_000; ms++) {
      pass(1);
      int ahead = Math.abs(output.count(1) - output.count(2));
      assertTrue(ahead <= 1, ahead + " frames ahead after " + ms + " ms");
    }
    assertNotEquals(0, output.count(1));
  }

  @Test
  void shouldGiveToTheOthersWhatABoundLeaves() {
    send(1, LARGE, BOUND);
    send(2, LARGE, BOUND / 10);
    assertShares(Map.of(1, FRAMES_A_SECOND * 9 / 10, 2, FRAMES_A_SECOND / 10));
    send(3, LARGE, BOUND);
    int rest = FRAMES_A_SECOND * 9 / 20;
    assertShares(Map.of(1, rest, 2, FRAMES_A_SECOND / 10, 3, rest));
  }

  @Test
  void shouldGiveEverythingToTheOneThatIsLeftWhenAnotherHasSentItsPass() {
    send(1, LARGE, BOUND);
    send(2, FRAMES_A_SECOND / 4, BOUND);
    pass(600);
    assertEquals(FRAMES_A_SECOND / 4, output.count(2), "it is through");
    assertShares(Map.of(1, FRAMES_A_SECOND));
  }

  @Test
  void shouldGiveEverythingToTheOneThatIsLeftWhenAnotherIsCancelled() {
    send(1, LARGE, BOUND);
    send(2, LARGE, BOUND);
    pass(100);
    sender.cancel(id(1), nowMs * MS);
    assertShares(Map.of(2, FRAMES_A_SECOND));
  }

  @Test
  void shouldShareWithOneThatBeginsLater() {
    send(1, LARGE, BOUND);
    assertShares(Map.of(1, FRAMES_A_SECOND));
    send(2, LARGE, BOUND);
    assertShares(Map.of(1, FRAMES_A_SECOND / 2, 2, FRAMES_A_SECOND / 2));
  }

  /** From now on, in a second, after what was saved up for a burst is gone. */
  private void assertShares(Map<Integer, Integer> expected) {
    pass(100);
    output.sent.clear();
    pass(1_000);
    assertEquals(expected.keySet(), output.sent.keySet());
    expected.forEach(
        (number, frames) -> assertEquals(frames, output.count(number), FEW, "session " + number));
  }

  private void pass(int ms) {
    for (int i = 0; i < ms; i++) {
      nowMs++;
      sender.tick(nowMs * MS);
    }
  }

  /** Orders it for one server, which lacks everything. */
  private void send(int number, int frames, long bound) {
    ServerName receiver = new ServerName("boston-" + number);
    sender.distribute(
        new DistributionOrder(
            id(number),
            "publish",
            (long) frames * PAYLOAD_BYTES,
            ContentHash.OF_NOTHING,
            List.of(receiver),
            1,
            FRAME_BYTES,
            bound,
            ADDRESS,
            "",
            "",
            600_000 * MS,
            0),
        nowMs * MS);
    MissingPart all = new MissingPart(0, 1, 0, frames, List.of(new FrameRange(0, frames)));
    Status status =
        new Status(id(number), EPOCH, ADDRESS, 0, ReceiverState.RECEIVING, frames, 0, all, "");
    sender.onStatus(receiver, 1, status, nowMs * MS);
  }

  private static AssignmentId id(int number) {
    return new AssignmentId(new UUID(0, number));
  }

  /** Counts the frames of each session. */
  private static final class Frames implements SenderOutput {
    private final Map<Integer, Integer> sent = new TreeMap<>();

    int count(int session) {
      return sent.getOrDefault(session, 0);
    }

    @Override
    public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
      int number = (int) session.assignment().value().getLeastSignificantBits();
      sent.merge(number, 1, Integer::sum);
    }

    @Override
    public void sendParity(TransferSession session, int pass, int block, int index) {
      throw new AssertionError("nobody has lost anything");
    }

    @Override
    public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {}

    @Override
    public void reportsCollected(CollectedReports reports) {}

    @Override
    public void distributionEnded(AssignmentId assignment) {}

    @Override
    public void multicastControl(ByteBuffer datagram) {}

    @Override
    public void unicast(PeerAddress to, ByteBuffer datagram) {}
  }
}
