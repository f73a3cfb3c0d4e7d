package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;
import org.junit.jupiter.api.BeforeEach;

/** A participant's machine, told by datagrams. */
abstract class ReceptionFixture {
  static final long MS = 1_000_000;
  static final int PAYLOAD = 100;
  static final SegmentName SEGMENT = new SegmentName("boston");
  static final ServerName SELF = new ServerName("a");
  static final ServerName LEADER = new ServerName("leader");
  static final ServerName SECOND = new ServerName("second");
  static final AssignmentId ID = new AssignmentId(new UUID(0, 1));
  static final PeerAddress LEADER_AT = address(1);
  static final PeerAddress SECOND_AT = address(2);

  final RecordingOutput output = new RecordingOutput();
  MctpEndpoint endpoint;
  long now;

  @BeforeEach
  void followTheLeader() {
    endpoint =
        new MctpEndpoint(SEGMENT, SELF, address(9), 1, MctpConfig.lan(), new Random(3), output);
    endpoint.follow(new FollowedLeader(7, LEADER, LEADER_AT), now);
  }

  static PeerAddress address(int last) {
    return new PeerAddress(new byte[] {10, 0, 0, (byte) last}, 7_800);
  }

  static Announce announce(long epoch, int sizeBytes, int payload, ContentHash hash) {
    return announce(epoch, sizeBytes, payload, hash, 1, "http://leader/");
  }

  static Announce announce(
      long epoch, int sizeBytes, int payload, ContentHash hash, int order, String sourceUrl) {
    return new Announce(
        ID,
        epoch,
        epoch == 7 ? LEADER_AT : SECOND_AT,
        "publish",
        sizeBytes,
        payload,
        1_000_000,
        hash,
        1,
        1,
        order,
        10,
        address(99),
        sourceUrl,
        "ticket",
        List.of(SELF));
  }

  static Announce announce(long epoch) {
    return announce(epoch, 950, PAYLOAD, ContentHash.OF_NOTHING);
  }

  /** The same leader was ordered to bring it so many times. */
  static Announce announceOfOrder(int order) {
    return announce(7, 950, PAYLOAD, ContentHash.OF_NOTHING, order, "http://leader/");
  }

  /** A leader that has no agent. */
  static Announce announceWithNoSource(int order) {
    return announce(7, 950, PAYLOAD, ContentHash.OF_NOTHING, order, "");
  }

  void hear(ServerName sender, MctpMessage message) {
    WireWriter out = new WireWriter(2_000);
    message.write(out);
    DatagramHeader header =
        new DatagramHeader(message.type(), DatagramHeader.segmentKey(SEGMENT), 1, sender);
    endpoint.onControl(header, new WireReader(out.finish()), now);
  }

  void hear(MctpMessage message) {
    hear(message.epoch() == 7 ? LEADER : SECOND, message);
  }

  void frame(long epoch, int pass, int frame, int length) {
    ServerName leader = epoch == 7 ? LEADER : SECOND;
    long key = TransferSession.keyOf(DatagramHeader.segmentKey(SEGMENT), leader, epoch, ID);
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + length);
    FrameHeader.write(datagram, FrameType.DATA, key, epoch, pass, frame, length);
    endpoint.onFrame(datagram.rewind(), now);
  }

  void frames(long epoch, int first, int last) {
    for (int frame = first; frame <= last; frame++) {
      frame(epoch, 1, frame, frame == 9 ? 50 : PAYLOAD);
    }
  }

  List<String> afterMs(long ms) {
    now += ms * MS;
    endpoint.onTimer(now);
    return output.take();
  }

  void receiving() {
    hear(announce(7));
    endpoint.accepted(ID);
    endpoint.spoolOpened(ID, now);
    afterMs(10);
  }

  long ignored(String reason) {
    return endpoint.counters().get("mctp.ignored." + reason);
  }
}
