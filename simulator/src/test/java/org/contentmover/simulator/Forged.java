package org.contentmover.simulator;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** Datagrams of the election that nobody of the open segment boston has sent. */
final class Forged {
  private static final int LEADER_ALIVE = 1;
  private static final int LEADER_CLAIM = 2;
  private static final int RESIGN = 3;
  private static final int FLOOR_NOTICE = 4;
  private static final int REGISTER = 6;
  private static final int PRIORITY = 100;
  private static final PeerAddress NOWHERE = new PeerAddress(new byte[] {10, 9, 9, 9}, 7000);

  private Forged() {}

  static ByteBuffer alive(ServerName leader, long epoch, long number, long intervalUs) {
    return begin(LEADER_ALIVE, leader)
        .i64(epoch)
        .u8(PRIORITY)
        .i64(number)
        .u32(intervalUs)
        .address(NOWHERE)
        .text("")
        .i64(0)
        .u8(0)
        .u8(0)
        .u8(0)
        .finish();
  }

  static ByteBuffer register(ServerName server, long epoch) {
    return begin(REGISTER, server)
        .i64(epoch)
        .i64(1)
        .u16(0)
        .u16(1)
        .u8(0)
        .u8(PRIORITY)
        .address(NOWHERE)
        .text("")
        .i64(0)
        .u16(1)
        .u16(0)
        .i64(0)
        .text("")
        .text("")
        .u16(0)
        .u32(0)
        .finish();
  }

  static ByteBuffer claim(ServerName candidate, long floorEpoch) {
    return begin(LEADER_CLAIM, candidate)
        .u8(PRIORITY)
        .i64(0)
        .i64(floorEpoch)
        .name(candidate.value())
        .address(NOWHERE)
        .finish();
  }

  static ByteBuffer resign(ServerName leader, long epoch) {
    return begin(RESIGN, leader).i64(epoch).finish();
  }

  static ByteBuffer notice(ServerName from, long epoch) {
    return begin(FLOOR_NOTICE, from).i64(epoch).name(from.value()).finish();
  }

  private static WireWriter begin(int type, ServerName sender) {
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    long mark = DatagramHeader.segmentKey(new SegmentName("boston"));
    new DatagramHeader(type, mark, 1, sender).write(out);
    return out;
  }
}
