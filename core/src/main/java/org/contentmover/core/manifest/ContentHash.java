package org.contentmover.core.manifest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 value. Four longs instead of an array: a true value, and half the memory in manifests
 * of many entries.
 */
public record ContentHash(long word0, long word1, long word2, long word3) {
  /** Length of a hash in bytes. */
  public static final int BYTES = 32;

  /** The hash of no bytes at all. */
  public static final ContentHash OF_NOTHING = sha256(new byte[0]);

  /** Stands for "no value" in formats; no content is known that hashes to it. */
  public static final ContentHash NONE = new ContentHash(0, 0, 0, 0);

  /** Takes 32 bytes as they come from a {@link MessageDigest}. */
  public static ContentHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "a SHA-256 value has " + BYTES + " bytes, this has " + bytes.length);
    }
    return read(ByteBuffer.wrap(bytes));
  }

  /** Reads 32 bytes at the buffer's position. */
  public static ContentHash read(ByteBuffer buffer) {
    return new ContentHash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
  }

  /** Parses 64 hexadecimal digits. */
  public static ContentHash fromHex(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** Hashes the bytes given. */
  public static ContentHash sha256(byte[] content) {
    return of(newDigest().digest(content));
  }

  /** A fresh SHA-256 digest; every Java platform has one. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  /** Writes 32 bytes at the buffer's position. */
  public void write(ByteBuffer buffer) {
    buffer.putLong(word0).putLong(word1).putLong(word2).putLong(word3);
  }

  public byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    write(buffer);
    return buffer.array();
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  @Override
  public String toString() {
    return hex();
  }
}
