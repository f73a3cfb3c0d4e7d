package org.contentmover.gl.api;

/**
 * A non-empty range of bytes of an assignment.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, at least 1
 */
public record ByteRange(long offset, long length) {
  /** Rejects a negative offset, an empty range, and a range whose end is no {@code long}. */
  public ByteRange {
    Checks.notNegative("offset", offset);
    Checks.inRange("length", length, 1, Long.MAX_VALUE - offset);
  }

  /** First byte after the range. */
  public long end() {
    return offset + length;
  }
}
