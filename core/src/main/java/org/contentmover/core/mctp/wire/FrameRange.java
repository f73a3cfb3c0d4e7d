package org.contentmover.core.mctp.wire;

/**
 * Consecutive frames of a transfer session.
 *
 * @param first number of the first frame, from 0
 * @param count number of frames, at least 1
 */
public record FrameRange(int first, int count) {
  /** Rejects an empty range and one that ends beyond the last possible frame number. */
  public FrameRange {
    if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count) {
      throw new IllegalArgumentException("no frame range: first " + first + ", count " + count);
    }
  }

  /** Number of the first frame after the range. */
  public int end() {
    return first + count;
  }
}
