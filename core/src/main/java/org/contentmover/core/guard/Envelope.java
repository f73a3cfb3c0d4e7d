package org.contentmover.core.guard;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.wire.DatagramHeader;

/**
 * What a seal adds behind a datagram, big-endian, and how it is found from the end:
 *
 * <pre>
 * control datagram:  ip 4|16 · port 2 · ip length 1 · key id 2 · counter 6 · tag 16
 * data frame:        incarnation 8 ·                  key id 2 · counter 6 · tag 16
 * </pre>
 *
 * <p>Flags of the datagram's header: bit 0 sealed, bit 1 encrypted too. The tag covers everything
 * before it. All methods read relative to the buffer's position and leave the buffer as it is.
 */
final class Envelope {
  static final int FLAGS_AT = 3;
  static final int SEALED = 1;
  static final int ENCRYPTED = 2;

  /** A tag of half a SHA-256. */
  static final int TAG_BYTES = 16;

  static final long MAX_COUNTER = (1L << 48) - 1;

  private static final int FIXED_BYTES = 2 + 6 + TAG_BYTES;
  private static final int FRAME_BYTES = Long.BYTES + FIXED_BYTES;
  private static final int IPV6_BYTES = 16;
  private static final int MAX_BYTES = IPV6_BYTES + 3 + FIXED_BYTES;

  private Envelope() {}

  /** Bytes behind a data frame. */
  static int frameBytes() {
    return FRAME_BYTES;
  }

  /** Bytes behind any datagram, at most. */
  static int maxBytes() {
    return MAX_BYTES;
  }

  static boolean isFrame(int type) {
    return type >= DatagramHeader.FIRST_DATA_TYPE;
  }

  static int type(ByteBuffer datagram) {
    return datagram.get(datagram.position() + 2) & 0xFF;
  }

  static int flags(ByteBuffer datagram) {
    return datagram.get(datagram.position() + FLAGS_AT);
  }

  static void flags(ByteBuffer datagram, int flags) {
    datagram.put(datagram.position() + FLAGS_AT, (byte) flags);
  }

  /** Bytes of the envelope of a control datagram that is sent from there. */
  static int controlBytes(PeerAddress sender) {
    return sender.ip().length + 3 + FIXED_BYTES;
  }

  /** Appends a sender's address. */
  static void putAddress(ByteBuffer to, PeerAddress address) {
    byte[] ip = address.ip();
    to.put(ip).putShort((short) address.port()).put((byte) ip.length);
  }

  static void putKeyAndCounter(ByteBuffer to, int keyId, long counter) {
    to.putShort((short) keyId).putShort((short) (counter >>> 32)).putInt((int) counter);
  }

  static int keyId(ByteBuffer datagram) {
    return datagram.getShort(datagram.limit() - FIXED_BYTES) & 0xFFFF;
  }

  static long counter(ByteBuffer datagram) {
    int at = datagram.limit() - FIXED_BYTES + 2;
    return (datagram.getShort(at) & 0xFFFFL) << 32 | (datagram.getInt(at + 2) & 0xFFFF_FFFFL);
  }

  /** Where the envelope begins, or -1 when there is no room for a header of so many bytes. */
  static int start(ByteBuffer datagram, boolean frame, int headerBytes) {
    int bytes = FRAME_BYTES;
    if (!frame) {
      int lengthAt = datagram.limit() - FIXED_BYTES - 1;
      int ipBytes = lengthAt < datagram.position() ? 0 : datagram.get(lengthAt);
      bytes = FIXED_BYTES + 3 + ipBytes;
      if (ipBytes != 4 && ipBytes != IPV6_BYTES) {
        return -1;
      }
    }
    int start = datagram.limit() - bytes;
    return start - datagram.position() < headerBytes ? -1 : start;
  }

  static long incarnation(ByteBuffer frame, int start) {
    return frame.getLong(start);
  }

  /** The sender's address; null when it is none. */
  static PeerAddress address(ByteBuffer control, int start) {
    byte[] ip = new byte[control.limit() - FIXED_BYTES - 3 - start];
    control.get(start, ip);
    int port = control.getShort(start + ip.length) & 0xFFFF;
    return PeerAddress.isValid(ip.length, port) ? new PeerAddress(ip, port) : null;
  }
}
