package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** Puts this server's name on transfer messages and hands them to the carrier. */
final class Outbox {
  /** An announcement with the longest name, URL, ticket and one participant fits. */
  private static final int MAX_BYTES = 2_048;

  private final long segmentKey;
  private final ServerName self;
  private final PeerAddress address;
  private final long incarnation;
  private final ControlCarrier carrier;

  Outbox(
      SegmentName segment,
      ServerName self,
      PeerAddress address,
      long incarnation,
      ControlCarrier carrier) {
    this.segmentKey = DatagramHeader.segmentKey(segment);
    this.self = self;
    this.address = address;
    this.incarnation = incarnation;
    this.carrier = carrier;
  }

  ServerName self() {
    return self;
  }

  /** Where this server receives unicast datagrams. */
  PeerAddress address() {
    return address;
  }

  long segmentKey() {
    return segmentKey;
  }

  void multicast(MctpMessage message) {
    carrier.multicastControl(datagram(message));
  }

  void unicast(PeerAddress to, MctpMessage message) {
    carrier.unicast(to, datagram(message));
  }

  ByteBuffer datagram(MctpMessage message) {
    WireWriter out = new WireWriter(MAX_BYTES);
    new DatagramHeader(message.type(), segmentKey, incarnation, self).write(out);
    message.write(out);
    return out.finish();
  }
}
