package org.contentmover.content.delta;

/**
 * Some bytes of the content stream itself, which come before the piece that uses them.
 *
 * @param offset in the stream
 * @param length at least 1
 */
public record MadeRange(long offset, long length) {
  public MadeRange {
    if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(
          "range of " + length + " bytes at " + offset + " of the content cannot be");
    }
  }

  public long end() {
    return offset + length;
  }
}
