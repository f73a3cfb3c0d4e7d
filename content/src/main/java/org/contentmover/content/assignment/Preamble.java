package org.contentmover.content.assignment;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/**
 * The first 32 bytes of an assignment: where its parts are. Big-endian: "CMAS", u16 format, u16
 * zero, u32 header, u32 trailer, u64 commands, u64 data; lengths in bytes.
 */
record Preamble(int headerBytes, int trailerBytes, long commandBytes, long dataBytes) {
  static final int BYTES = 32;
  static final int FORMAT = 1;

  private static final int MAGIC = 0x434d_4153;
  private static final int MAX_HEADER_BYTES = 1 << 20;
  private static final int MAX_TRAILER_BYTES = 1024;

  static Preamble read(ByteBuffer buffer) throws AssignmentRejected {
    try {
      if (buffer.getInt() != MAGIC) {
        throw malformed("this is no assignment: it does not start with CMAS");
      }
      int format = Short.toUnsignedInt(buffer.getShort());
      if (format != FORMAT) {
        throw new AssignmentRejected(
            RefusalReason.UNSUPPORTED_FORMAT,
            "the assignment has format " + format + ", this server reads format " + FORMAT);
      }
      if (buffer.getShort() != 0) {
        throw malformed("the assignment's preamble has bits set that mean nothing");
      }
      Preamble preamble =
          new Preamble(buffer.getInt(), buffer.getInt(), buffer.getLong(), buffer.getLong());
      preamble.requirePossible();
      return preamble;
    } catch (BufferUnderflowException e) {
      throw new AssignmentRejected(
          RefusalReason.MALFORMED, "the assignment ends in its preamble", e);
    }
  }

  private void requirePossible() throws AssignmentRejected {
    if (headerBytes < 0
        || headerBytes > MAX_HEADER_BYTES
        || trailerBytes < 0
        || trailerBytes > MAX_TRAILER_BYTES
        || commandBytes < 0
        || dataBytes < 0
        || commandBytes + dataBytes < 0
        || totalBytes() < 0) {
      throw malformed("the assignment's preamble has impossible lengths");
    }
  }

  byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putInt(MAGIC)
        .putShort((short) FORMAT)
        .putShort((short) 0)
        .putInt(headerBytes)
        .putInt(trailerBytes)
        .putLong(commandBytes)
        .putLong(dataBytes)
        .array();
  }

  long commandsOffset() {
    return BYTES + (long) headerBytes;
  }

  long trailerOffset() {
    return commandsOffset() + commandBytes;
  }

  long dataOffset() {
    return trailerOffset() + trailerBytes;
  }

  long totalBytes() {
    return dataOffset() + dataBytes;
  }

  private static AssignmentRejected malformed(String message) {
    return new AssignmentRejected(RefusalReason.MALFORMED, message);
  }
}
