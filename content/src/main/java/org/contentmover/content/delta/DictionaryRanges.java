package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ranges of a dictionary: each byte of the base once, in the order in which they are read best;
 * ranges that nearly touch are one. One thread.
 */
final class DictionaryRanges {
  /** A range of its own costs as much as so many bytes that nobody needs. */
  static final long LEAST_GAP_BYTES = 256;

  private static final Comparator<BaseRange> ORDER =
      Comparator.comparingInt(BaseRange::baseFile)
          .thenComparingInt(range -> range.view().entry())
          .thenComparingInt(range -> range.view().inner())
          .thenComparingLong(BaseRange::offset);

  private final List<BaseRange> added = new ArrayList<>();

  void add(BaseRange range) {
    added.add(range);
  }

  /** All of them, however many. */
  List<BaseRange> all() {
    added.sort(ORDER);
    List<BaseRange> joined = new ArrayList<>();
    for (BaseRange range : added) {
      BaseRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null
          && last.baseFile() == range.baseFile()
          && last.view().equals(range.view())
          && range.offset() <= last.end() + LEAST_GAP_BYTES) {
        long more = Math.max(0, range.end() - last.end());
        joined.set(joined.size() - 1, last.longer(more));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  /** As many as a piece may have. */
  List<BaseRange> fitting() {
    List<BaseRange> fitting = new ArrayList<>();
    long left = Piece.MAX_DICTIONARY_BYTES;
    for (BaseRange range : all()) {
      if (range.length() <= left && fitting.size() < Piece.MAX_DICTIONARY_RANGES) {
        fitting.add(range);
        left -= range.length();
      }
    }
    return fitting;
  }
}
