package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Each byte of the content stream that some ranges name, once and in order. Memory: 24 bytes for
 * each range that touches no other. Immutable once made.
 */
public final class MadeRanges {
  private final long[] starts;
  private final long[] ends;

  /** How many bytes there are before each start. */
  private final long[] ranks;

  private final long bytes;

  /** The ranges of some pieces, in any order. */
  public MadeRanges(List<MadeRange> ranges) {
    List<MadeRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(MadeRange::offset));
    long[] from = new long[sorted.size()];
    long[] to = new long[sorted.size()];
    int count = 0;
    for (MadeRange range : sorted) {
      if (count > 0 && range.offset() <= to[count - 1]) {
        to[count - 1] = Math.max(to[count - 1], range.end());
      } else {
        from[count] = range.offset();
        to[count++] = range.end();
      }
    }
    starts = Arrays.copyOf(from, count);
    ends = Arrays.copyOf(to, count);
    ranks = new long[count];
    long before = 0;
    for (int i = 0; i < count; i++) {
      ranks[i] = before;
      before = Math.addExact(before, ends[i] - starts[i]);
    }
    bytes = before;
  }

  /** How many bytes there are. */
  public long bytes() {
    return bytes;
  }

  /** How many of them come before an offset of the stream. */
  public long rank(long offset) {
    int found = Arrays.binarySearch(starts, offset);
    int at = found >= 0 ? found : -found - 2;
    return at < 0 ? 0 : ranks[at] + Math.min(offset, ends[at]) - starts[at];
  }

  /** The part of them from one offset of the stream to another, in order. */
  public List<MadeRange> between(long from, long to) {
    List<MadeRange> found = new ArrayList<>();
    int first = Arrays.binarySearch(ends, from + 1);
    for (int i = first >= 0 ? first : -first - 1; i < starts.length && starts[i] < to; i++) {
      long start = Math.max(from, starts[i]);
      found.add(new MadeRange(start, Math.min(to, ends[i]) - start));
    }
    return found;
  }
}
