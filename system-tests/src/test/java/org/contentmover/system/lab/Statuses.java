package org.contentmover.system.lab;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** Statuses that nobody has asked for: what is missing, says somebody, has to be sent again. */
final class Statuses {
  private static final int FLAGS_AT = 3;
  private static final byte SEALED = 1;

  /** Length of the address, number of the key, counter, code. */
  private static final int ENVELOPE_BYTES = 31;

  private static final int CODE_BYTES = 16;

  private Statuses() {}

  /** In the name of a server, without a seal. */
  static byte[] plain(String server, long life, long epoch) {
    MissingPart missing = new MissingPart(0, 1, 0, 10, List.of(new FrameRange(2, 3)));
    PeerAddress from = new PeerAddress(new byte[] {10, 77, 0, 9}, 9);
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    new DatagramHeader(
            Status.TYPE,
            DatagramHeader.segmentKey(new SegmentName("boston")),
            life,
            new ServerName(server))
        .write(out);
    // Of an assignment that is not: in the name of a participant a true one would be a lie that
    // only a seal can tell from the truth.
    AssignmentId assignment = new AssignmentId(new UUID(0, 1));
    new Status(assignment, epoch, from, 1, ReceiverState.RECEIVING, 3, 0, missing, "").write(out);
    ByteBuffer datagram = out.finish();
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    return bytes;
  }

  /** With a seal that is no seal: everything is right but the code. */
  static byte[] forged(String server, long life, int keyId, long counter) {
    byte[] status = plain(server, life, 1);
    status[FLAGS_AT] = SEALED;
    byte[] code = new byte[CODE_BYTES];
    new Random(counter).nextBytes(code);
    return ByteBuffer.allocate(status.length + ENVELOPE_BYTES)
        .put(status)
        .put(new byte[] {10, 77, 0, 9, 0, 9, 4})
        .putShort((short) keyId)
        .putShort((short) (counter >>> 32))
        .putInt((int) counter)
        .put(code)
        .array();
  }
}
