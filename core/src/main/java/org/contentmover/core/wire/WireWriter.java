package org.contentmover.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.contentmover.core.ids.PeerAddress;

/**
 * Appends big-endian fields to one datagram. A field that does not fit is a fault of the caller,
 * who knows how long its fields can be, and throws {@link java.nio.BufferOverflowException}.
 */
public final class WireWriter {
  private final ByteBuffer buffer;

  /**
   * Writes a datagram of at most {@code capacityBytes}; the buffer is new, so it may be handed on.
   */
  public WireWriter(int capacityBytes) {
    buffer = ByteBuffer.allocate(capacityBytes);
  }

  /** Appends the low 8 bits. */
  public WireWriter u8(int value) {
    buffer.put((byte) value);
    return this;
  }

  /** Appends the low 16 bits. */
  public WireWriter u16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  /** Appends the low 32 bits. */
  public WireWriter u32(long value) {
    buffer.putInt((int) value);
    return this;
  }

  /** Appends 64 bits. */
  public WireWriter i64(long value) {
    buffer.putLong(value);
    return this;
  }

  /** Appends bytes as they are. */
  public WireWriter bytes(byte[] value) {
    buffer.put(value);
    return this;
  }

  /** Appends an ASCII name: one byte of length, then the characters. */
  public WireWriter name(String value) {
    byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
    return u8(ascii.length).bytes(ascii);
  }

  /** Appends a text: two bytes of length in UTF-8, then the bytes. */
  public WireWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return u16(utf8.length).bytes(utf8);
  }

  /** Appends an address: one byte 4 or 16, the IP address, two bytes of port. */
  public WireWriter address(PeerAddress value) {
    byte[] ip = value.ip();
    return u8(ip.length).bytes(ip).u16(value.port());
  }

  /** Where the next field goes, counted from the beginning of the datagram. */
  public int position() {
    return buffer.position();
  }

  /** Ends the datagram and gives it away, ready to be read; the writer must not be used again. */
  public ByteBuffer finish() {
    return buffer.flip();
  }
}
