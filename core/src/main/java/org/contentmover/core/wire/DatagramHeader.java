package org.contentmover.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * First fields of every control datagram, big-endian:
 *
 * <pre>
 * offset bytes field
 *      0     1 magic 0xC3
 *      1     1 wire version 1
 *      2     1 type: 1–31 control, 32–63 transfer control, 64–255 data frames (a header of their own)
 *      3     1 flags, 0 in this version; another value is refused
 *      4     8 mark of the segment: the first 8 bytes of SHA-256 of its name
 *     12     8 incarnation: random number the sender drew when it started
 *     20   1+n sender's name: length, ASCII
 * </pre>
 *
 * <p>The mark keeps two segments apart that share a multicast group; the incarnation tells two
 * servers with the same name apart, and a server from what it was before a restart.
 *
 * @param type of the message
 * @param segmentKey see {@link #segmentKey}
 * @param incarnation of the sender
 * @param sender its name
 */
public record DatagramHeader(int type, long segmentKey, long incarnation, ServerName sender) {
  /** First byte of every datagram of this product. */
  public static final int MAGIC = 0xC3;

  /** Version of all layouts. */
  public static final int VERSION = 1;

  /** Largest control datagram: fits an Ethernet frame, so it is never fragmented. */
  public static final int MAX_DATAGRAM_BYTES = 1400;

  /** Lowest type of transfer control. */
  public static final int FIRST_TRANSFER_TYPE = 32;

  /** Lowest type of data frames. */
  public static final int FIRST_DATA_TYPE = 64;

  /** What {@link #peekType} gives for bytes that are no datagram of this version. */
  public static final int NO_TYPE = -1;

  /** The type of a datagram without reading further; the buffer's position stays as it is. */
  public static int peekType(ByteBuffer datagram) {
    int start = datagram.position();
    if (datagram.remaining() < 3
        || (datagram.get(start) & 0xFF) != MAGIC
        || (datagram.get(start + 1) & 0xFF) != VERSION) {
      return NO_TYPE;
    }
    return datagram.get(start + 2) & 0xFF;
  }

  /** Reads a header; null when the bytes are none. */
  public static DatagramHeader read(WireReader in) {
    if (in.u8() != MAGIC || in.u8() != VERSION) {
      in.fail();
      return null;
    }
    int type = in.u8();
    if (in.u8() != 0) {
      in.fail();
      return null;
    }
    long segmentKey = in.i64();
    long incarnation = in.i64();
    ServerName sender = in.serverName();
    return in.ok() ? new DatagramHeader(type, segmentKey, incarnation, sender) : null;
  }

  /** Appends the header. */
  public void write(WireWriter out) {
    out.u8(MAGIC).u8(VERSION).u8(type).u8(0);
    out.i64(segmentKey).i64(incarnation).name(sender.value());
  }

  /** The first 8 bytes of SHA-256 of a segment's name, as a big-endian number. */
  public static long segmentKey(SegmentName segment) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(segment.value().getBytes(StandardCharsets.US_ASCII));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
