package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses what of the old version a stretch is patched against that is not in it as it is: where it
 * would lie, going by what is around it and by the short runs inside. One thread, one stretch.
 */
final class GapDictionary {
  private static final long LEAST_MARGIN_BYTES = 1 << 15;
  private static final long MOST_MARGIN_BYTES = 1 << 20;

  /** Twice a gap; more takes more memory and time than it gains. */
  private static final long MAX_BYTES = 1 << 22;

  private final int baseFile;
  private final long baseBytes;
  private final long margin;
  private final List<BaseRange> chosen = new ArrayList<>();
  private long left = MAX_BYTES;

  GapDictionary(int baseFile, long baseBytes, long gapBytes) {
    this.baseFile = baseFile;
    this.baseBytes = baseBytes;
    this.margin = Math.min(MOST_MARGIN_BYTES, Math.max(LEAST_MARGIN_BYTES, gapBytes / 4));
  }

  /** Takes what the gap has of the base, and a little around it. */
  void take(long from, long to) {
    add(Math.max(0, from - LEAST_MARGIN_BYTES), Math.min(baseBytes, to + LEAST_MARGIN_BYTES));
  }

  /** Takes where the gap would lie, and as much around it as a gap of this length moves about. */
  void takeAround(long from, long to) {
    add(from, Math.min(baseBytes, to));
    add(Math.max(0, from - margin), Math.min(baseBytes, to + margin));
  }

  private void add(long from, long to) {
    long start = from;
    for (BaseRange range : List.copyOf(chosen)) {
      if (range.offset() < to && range.end() > start) {
        if (range.offset() > start) {
          append(start, range.offset());
        }
        start = Math.max(start, range.end());
      }
    }
    append(start, to);
  }

  private void append(long from, long to) {
    long length = Math.min(left, to - from);
    if (length > 0 && chosen.size() < Piece.MAX_DICTIONARY_RANGES) {
      chosen.add(new BaseRange(baseFile, View.RAW, from, length));
      chosen.sort(Comparator.comparingLong(BaseRange::offset));
      left -= length;
    }
  }

  /** In the order of the base, ranges that touch each other as one. */
  List<BaseRange> ranges() {
    List<BaseRange> joined = new ArrayList<>();
    for (BaseRange range : chosen) {
      BaseRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.end() == range.offset()) {
        joined.set(
            joined.size() - 1,
            new BaseRange(baseFile, View.RAW, last.offset(), last.length() + range.length()));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }
}
