package org.contentmover.core.mctp;

/**
 * A non-empty range of bytes of an assignment.
 *
 * @param offset first byte, from 0
 * @param length number of bytes, at least 1
 */
public record ByteRange(long offset, long length) {
  /** Rejects a negative offset and an empty range. */
  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("no byte range: offset " + offset + ", length " + length);
    }
  }
}
