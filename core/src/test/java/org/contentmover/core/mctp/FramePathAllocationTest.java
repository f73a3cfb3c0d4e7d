package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;
import org.junit.jupiter.api.Test;

/** A frame that is sent or received costs no object: at 100 Mbit/s there are 9,000 a second. */
class FramePathAllocationTest {
  private static final int FRAMES = 300_000;
  private static final int PAYLOAD = 1_376;
  private static final SegmentName SEGMENT = new SegmentName("boston");
  private static final ServerName LEADER = new ServerName("leader");
  private static final ServerName MEMBER = new ServerName("member");
  private static final PeerAddress ADDRESS = new PeerAddress(new byte[] {10, 0, 0, 1}, 7_800);
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));

  private static final long KEY =
      TransferSession.keyOf(DatagramHeader.segmentKey(SEGMENT), LEADER, 7, ID);

  /** Counts frames and remembers nothing. */
  private static final class CountingOutput implements MctpOutput {
    private long frames;
    private int offers;

    @Override
    public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {
      frames++;
    }

    @Override
    public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
      frames++;
      return true;
    }

    @Override
    public void sendParity(TransferSession session, int pass, int block, int index) {}

    @Override
    public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
      frames++;
      return true;
    }

    @Override
    public boolean repair(TransferSession session, int block, int[] missing) {
      return true;
    }

    @Override
    public void dropParity(AssignmentId assignment, int block) {}

    @Override
    public void multicastControl(ByteBuffer datagram) {}

    @Override
    public void unicast(PeerAddress to, ByteBuffer datagram) {}

    @Override
    public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {}

    @Override
    public void reportsCollected(CollectedReports reports) {}

    @Override
    public void distributionEnded(AssignmentId assignment) {}

    @Override
    public void offered(TransferSession session) {
      offers++;
    }

    @Override
    public void openSpool(TransferSession session) {}

    @Override
    public void verify(TransferSession session) {}

    @Override
    public void rangesWanted(TransferSession session, List<ByteRange> ranges) {}

    @Override
    public void received(TransferSession session) {}

    @Override
    public void receptionDropped(AssignmentId assignment, String reason) {}
  }

  private final CountingOutput output = new CountingOutput();

  @Test
  void shouldAllocateNothingForAReceivedFrame() {
    MctpEndpoint endpoint = receiving();
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + PAYLOAD);

    double bytes =
        allocatedPerFrame(
            frame -> {
              FrameHeader.write(datagram.clear(), FrameType.DATA, KEY, 7, 1, frame, PAYLOAD);
              endpoint.onFrame(datagram.rewind(), 0);
            });

    assertEquals(FRAMES, output.frames);
    assertTrue(bytes < 1, bytes + " bytes allocated for each received frame");
  }

  @Test
  void shouldAllocateNothingForAReceivedParityFrame() {
    MctpEndpoint endpoint = receiving();
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + PAYLOAD);

    double bytes =
        allocatedPerFrame(
            frame -> {
              int number = frame / 100 % 2_000 * CodingBlocks.SIZE + frame % 100;
              FrameHeader.write(datagram.clear(), FrameType.PARITY, KEY, 7, 1, number, PAYLOAD);
              endpoint.onFrame(datagram.rewind(), 0);
            });

    assertEquals(200_000, output.frames);
    assertTrue(bytes < 1, bytes + " bytes allocated for each received parity frame");
  }

  /** Anybody may say so where a segment is open; the agent has not been asked yet. */
  @Test
  void shouldAllocateNextToNothingForAnAnnouncedFrame() {
    MctpEndpoint endpoint = following();
    long before = allocatedBytes();

    hearAnnounce(endpoint, Integer.MAX_VALUE, Announce.MIN_PAYLOAD_BYTES);

    long bytes = allocatedBytes() - before;
    assertEquals(1, output.offers);
    assertTrue(bytes < 1_000_000, bytes + " bytes allocated for an announcement");
  }

  private MctpEndpoint following() {
    MctpEndpoint endpoint =
        new MctpEndpoint(SEGMENT, MEMBER, ADDRESS, 1, MctpConfig.lan(), new Random(1), output);
    endpoint.follow(new FollowedLeader(7, LEADER, ADDRESS), 0);
    return endpoint;
  }

  private MctpEndpoint receiving() {
    MctpEndpoint endpoint = following();
    hearAnnounce(endpoint, FRAMES + 10, PAYLOAD);
    endpoint.accepted(ID);
    endpoint.spoolOpened(ID, 0);
    return endpoint;
  }

  @Test
  void shouldAllocateNothingForASentFrame() {
    DistributionOrder order =
        new DistributionOrder(
            ID,
            "publish",
            (long) PAYLOAD * (FRAMES + 10),
            ContentHash.OF_NOTHING,
            List.of(MEMBER),
            1,
            PAYLOAD + FrameHeader.BYTES,
            10_000_000_000L,
            ADDRESS,
            "",
            "",
            Long.MAX_VALUE);
    Outbox outbox = new Outbox(SEGMENT, LEADER, ADDRESS, 1, output);
    SenderSession session =
        new SenderSession(
            order,
            7,
            null,
            new RateControl(MctpConfig.lan().rate()),
            MctpConfig.lan(),
            outbox,
            output,
            new MctpCounters(),
            0);
    session.start(0);
    session.onStatus(MEMBER, 2, everythingMissing(session.session().frames()), 0);

    double bytes = allocatedPerFrame(frame -> session.sendFrame(frame * 1_000L));

    assertEquals(FRAMES, output.frames);
    assertTrue(bytes < 1, bytes + " bytes allocated for each sent frame");
  }

  private static Status everythingMissing(int frames) {
    return new Status(
        ID,
        7,
        ADDRESS,
        0,
        ReceiverState.RECEIVING,
        frames,
        0,
        MissingParts.of(FrameSet.none(frames), 1_200).get(0),
        "");
  }

  private static void hearAnnounce(MctpEndpoint endpoint, int frames, int payloadBytes) {
    Announce announce =
        new Announce(
            ID,
            7,
            ADDRESS,
            "publish",
            (long) payloadBytes * frames,
            payloadBytes,
            1,
            ContentHash.OF_NOTHING,
            1,
            1,
            1,
            10,
            ADDRESS,
            "",
            "",
            List.of(MEMBER));
    WireWriter out = new WireWriter(2_000);
    announce.write(out);
    DatagramHeader header =
        new DatagramHeader(Announce.TYPE, DatagramHeader.segmentKey(SEGMENT), 1, LEADER);
    endpoint.onControl(header, new WireReader(out.finish()), 0);
  }

  /** Only frames of the second half count: the first half loads classes and compiles. */
  private static double allocatedPerFrame(IntConsumer handling) {
    for (int frame = 0; frame < FRAMES / 2; frame++) {
      handling.accept(frame);
    }
    long before = allocatedBytes();
    for (int frame = FRAMES / 2; frame < FRAMES; frame++) {
      handling.accept(frame);
    }
    return (double) (allocatedBytes() - before) / (FRAMES / 2);
  }

  /** Of this thread, so far. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
