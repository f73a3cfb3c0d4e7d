package org.contentmover.content.assignment;

import java.util.NavigableMap;

/** Which bytes of an assignment that is still being received are in its file. */
@FunctionalInterface
public interface ArrivedBytes {
  /** Whether all bytes from an offset on are there; those of length 0 are. */
  boolean has(long offset, long length);

  /**
   * All bytes but some.
   *
   * @param missing first byte of each gap, and the first one behind it; not changed any more
   */
  static ArrivedBytes allBut(NavigableMap<Long, Long> missing) {
    return (offset, length) -> {
      var gap = missing.lowerEntry(offset + length);
      return length == 0 || gap == null || gap.getValue() <= offset;
    };
  }
}
