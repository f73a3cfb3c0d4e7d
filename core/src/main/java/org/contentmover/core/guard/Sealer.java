package org.contentmover.core.guard;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** Seals what one life of a member sends, each datagram under a counter of its own. */
final class Sealer {
  /** Where the sender's name begins in a control datagram, with its length. */
  static final int NAME_AT = 20;

  private final ServerName server;
  private final PeerAddress address;
  private final long incarnation;
  private final long segmentMark;
  private final long[] sent = new long[Lane.COUNT];
  private StreamKey key;
  private int keyId;
  private boolean encrypts;

  Sealer(ServerName server, PeerAddress address, long incarnation, long segmentMark) {
    this.server = server;
    this.address = address;
    this.incarnation = incarnation;
    this.segmentMark = segmentMark;
  }

  /** Other keys from now on; the counters go on. */
  void take(KeyRing ring, KeySchedule schedule) {
    keyId = ring.sealingId();
    key = ring.isOpen() ? null : schedule.derive(keyId, server, incarnation);
    encrypts = ring.encrypts();
  }

  /** Counter of the last data frame. */
  long framesSent() {
    return sent[Lane.DATA];
  }

  /** Begins a message of the guard's own. */
  WireWriter begin(int type) {
    WireWriter out = new WireWriter(Handshake.MAX_BYTES);
    new DatagramHeader(type, segmentMark, incarnation, server).write(out);
    return out;
  }

  ByteBuffer sealedCopy(ByteBuffer datagram) {
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining() + Envelope.maxBytes());
    copy.put(datagram.duplicate()).flip();
    seal(copy);
    return copy;
  }

  /** Seals in place; the limit moves, and the buffer must have room for that. */
  void seal(ByteBuffer datagram) {
    int start = datagram.position();
    int end = datagram.limit();
    boolean frame = Envelope.isFrame(Envelope.type(datagram));
    int lane = frame ? Lane.DATA : Lane.CONTROL;
    long counter = ++sent[lane];
    if (counter > Envelope.MAX_COUNTER) {
      throw new IllegalStateException("this life has sent all it can; join the segment again");
    }
    Envelope.flags(datagram, Envelope.SEALED | (encrypts ? Envelope.ENCRYPTED : 0));
    datagram.limit(datagram.capacity()).position(end);
    if (frame) {
      datagram.putLong(incarnation);
    } else {
      Envelope.putAddress(datagram, address);
    }
    Envelope.putKeyAndCounter(datagram, keyId, counter);
    int tagAt = datagram.position();
    datagram.limit(tagAt + Envelope.TAG_BYTES).position(start);
    byte[] bytes = datagram.array();
    int base = datagram.arrayOffset();
    if (encrypts) {
      int bodyAt = start + headerBytes(datagram, frame);
      key.crypt(bytes, base + bodyAt, end - bodyAt, lane, counter);
    }
    key.seal(bytes, base + start, tagAt - start);
  }

  /** What is never encrypted: by it a receiver finds the key. */
  static int headerBytes(ByteBuffer datagram, boolean frame) {
    return frame
        ? FrameHeader.BYTES
        : NAME_AT + 1 + (datagram.get(datagram.position() + NAME_AT) & 0xFF);
  }
}
