package org.contentmover.core.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * Takes big-endian fields from one datagram and never throws: after the first field that is not
 * there or not valid, every read gives 0, "" or null and {@link #ok()} is false. So a decoder reads
 * all fields straight on and asks once, at the end.
 *
 * <p>Bytes after the known fields are not looked at: a later version may append fields.
 */
public final class WireReader {
  private final ByteBuffer buffer;
  private boolean ok = true;

  /** Reads from the buffer's position to its limit; the given buffer's position stays as it is. */
  public WireReader(ByteBuffer datagram) {
    buffer = datagram.duplicate();
  }

  /** Whether every field so far was there and valid. */
  public boolean ok() {
    return ok;
  }

  /** Declares the datagram malformed, for rules of the caller. */
  public void fail() {
    ok = false;
  }

  /** Bytes not read yet. */
  public int remaining() {
    return ok ? buffer.remaining() : 0;
  }

  /** 8 bits, 0 to 255. */
  public int u8() {
    return has(1) ? buffer.get() & 0xFF : 0;
  }

  /** 16 bits, 0 to 65535. */
  public int u16() {
    return has(2) ? buffer.getShort() & 0xFFFF : 0;
  }

  /** 32 bits, 0 to 4294967295. */
  public long u32() {
    return has(4) ? buffer.getInt() & 0xFFFF_FFFFL : 0;
  }

  /** 64 bits with sign. */
  public long i64() {
    return has(8) ? buffer.getLong() : 0;
  }

  /** 64 bits with sign that must not be negative: sizes, versions, counts. */
  public long u63() {
    long value = i64();
    if (value < 0) {
      ok = false;
      return 0;
    }
    return value;
  }

  /** So many bytes, or an empty array. */
  public byte[] bytes(int count) {
    if (count < 0 || !has(count)) {
      ok = false;
      return new byte[0];
    }
    byte[] value = new byte[count];
    buffer.get(value);
    return value;
  }

  /** One byte of length, then ASCII characters. */
  public String name() {
    int length = u8();
    if (!has(length)) {
      return "";
    }
    StringBuilder value = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int c = buffer.get();
      if (c < 0) {
        ok = false;
        return "";
      }
      value.append((char) c);
    }
    return value.toString();
  }

  /** A server's name; null when it is none. */
  public ServerName serverName() {
    String value = name();
    if (!ok || !ServerName.isValid(value)) {
      ok = false;
      return null;
    }
    return new ServerName(value);
  }

  /** Two bytes of length, then UTF-8 of at most {@code maxBytes}; anything else is malformed. */
  public String text(int maxBytes) {
    int length = u16();
    if (length > maxBytes || !has(length)) {
      ok = false;
      return "";
    }
    ByteBuffer utf8 = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(utf8);
      return text.toString();
    } catch (CharacterCodingException e) {
      ok = false;
      return "";
    }
  }

  /** One byte 4 or 16, the IP address, two bytes of port; null when that is no address. */
  public PeerAddress address() {
    byte[] ip = bytes(u8());
    int port = u16();
    if (!ok || !PeerAddress.isValid(ip.length, port)) {
      ok = false;
      return null;
    }
    return new PeerAddress(ip, port);
  }

  private boolean has(int count) {
    if (!ok || buffer.remaining() < count) {
      ok = false;
      return false;
    }
    return true;
  }
}
