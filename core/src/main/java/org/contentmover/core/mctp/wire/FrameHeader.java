package org.contentmover.core.mctp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.wire.DatagramHeader;

/**
 * The header of a data frame: 24 bytes, big-endian, read and written in place so that a frame costs
 * no object (LD-3).
 *
 * <pre>
 *  offset bytes
 *       0     1 magic 0xC3
 *       1     1 wire version 1
 *       2     1 type: 64 DATA, 65 BLOCK, 66 PARITY
 *       3     1 flags: bit 0 = sealed; the guard has taken that away before a machine reads the frame
 *       4     2 pass, unsigned, from 1
 *       6     2 payload length, unsigned
 *       8     4 frame number, from 0; of a parity frame: that of the first data frame of its coding
 *               block, a multiple of 128, plus its index in the block, 0 to 126
 *      12     4 epoch of the leader, low 32 bits
 *      16     8 session key
 *      24       payload
 * </pre>
 *
 * <p>All methods read relative to the buffer's position and leave the buffer as it is. {@link
 * #check} comes first; the other readers trust it.
 */
public final class FrameHeader {
  /** Bytes before the payload. */
  public static final int BYTES = 24;

  /** Greatest pass number. */
  public static final int MAX_PASS = 0xFFFF;

  static final byte FLAG_AUTHENTICATED = 1;

  private static final int TYPE_AT = 2;
  private static final int FLAGS_AT = 3;
  private static final int PASS_AT = 4;
  private static final int LENGTH_AT = 6;
  private static final int FRAME_AT = 8;
  private static final int EPOCH_AT = 12;
  private static final int KEY_AT = 16;

  private FrameHeader() {}

  /** Writes a header at the buffer's position and moves the position behind it. */
  public static void write(
      ByteBuffer to, FrameType type, long sessionKey, long epoch, int pass, int frame, int length) {
    to.order(ByteOrder.BIG_ENDIAN)
        .put((byte) DatagramHeader.MAGIC)
        .put((byte) DatagramHeader.VERSION)
        .put(type.code())
        .put((byte) 0)
        .putShort((short) pass)
        .putShort((short) length)
        .putInt(frame)
        .putInt((int) epoch)
        .putLong(sessionKey);
  }

  /**
   * Whether the buffer holds one well-formed frame and nothing else.
   *
   * @return null when it does, else why not
   */
  public static TransferIgnored check(ByteBuffer datagram) {
    int at = datagram.position();
    if (datagram.remaining() < BYTES) {
      return TransferIgnored.TOO_SHORT;
    }
    datagram.order(ByteOrder.BIG_ENDIAN);
    if ((datagram.get(at) & 0xFF) != DatagramHeader.MAGIC) {
      return TransferIgnored.NOT_OURS;
    }
    if (datagram.get(at + 1) != DatagramHeader.VERSION) {
      return TransferIgnored.WRONG_VERSION;
    }
    if (!FrameType.isFrame(datagram.get(at + TYPE_AT))) {
      return TransferIgnored.UNKNOWN_TYPE;
    }
    byte flags = datagram.get(at + FLAGS_AT);
    if (flags == FLAG_AUTHENTICATED) {
      return TransferIgnored.NO_KEY;
    }
    if (flags != 0) {
      return TransferIgnored.MALFORMED;
    }
    if (datagram.remaining() != BYTES + payloadBytes(datagram)) {
      return TransferIgnored.WRONG_LENGTH;
    }
    boolean possible = frame(datagram) >= 0 && pass(datagram) != 0 && isPossibleParity(datagram);
    return possible ? null : TransferIgnored.MALFORMED;
  }

  private static boolean isPossibleParity(ByteBuffer datagram) {
    return !isParity(datagram) || frame(datagram) % CodingBlock.MAX_DATA < CodingBlock.MAX_PARITY;
  }

  /** Whether it is a parity frame; else it is a data frame. */
  public static boolean isParity(ByteBuffer datagram) {
    return datagram.get(datagram.position() + TYPE_AT) == FrameType.PARITY.code();
  }

  public static int pass(ByteBuffer datagram) {
    return datagram.getShort(datagram.position() + PASS_AT) & 0xFFFF;
  }

  public static int payloadBytes(ByteBuffer datagram) {
    return datagram.getShort(datagram.position() + LENGTH_AT) & 0xFFFF;
  }

  public static int frame(ByteBuffer datagram) {
    return datagram.getInt(datagram.position() + FRAME_AT);
  }

  /** The low 32 bits of the sender's epoch, as the header carries them. */
  public static int epochBits(ByteBuffer datagram) {
    return datagram.getInt(datagram.position() + EPOCH_AT);
  }

  public static long sessionKey(ByteBuffer datagram) {
    return datagram.getLong(datagram.position() + KEY_AT);
  }
}
