package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How much of a stream its pieces may still use once more. One thread at a time. */
final class UsedAgain {
  private long left;

  UsedAgain(long mostBytes) {
    this.left = mostBytes;
  }

  /** In order, those that nearly touch as one, and as many as there is room for. */
  List<MadeRange> fitting(List<MadeRange> ranges, long mostBytes, int mostRanges) {
    long most = Math.min(mostBytes, left);
    long room = most;
    List<MadeRange> sorted = new ArrayList<>(ranges);
    sorted.sort(Comparator.comparingLong(MadeRange::offset));
    List<MadeRange> fitting = new ArrayList<>();
    for (MadeRange range : sorted) {
      MadeRange last = fitting.isEmpty() ? null : fitting.get(fitting.size() - 1);
      boolean joins =
          last != null && range.offset() <= last.end() + DictionaryRanges.LEAST_GAP_BYTES;
      long more = joins ? Math.max(0, range.end() - last.end()) : range.length();
      if (more > room || !joins && fitting.size() == mostRanges) {
        continue;
      }
      room -= more;
      if (joins) {
        fitting.set(fitting.size() - 1, new MadeRange(last.offset(), last.length() + more));
      } else {
        fitting.add(range);
      }
    }
    left -= most - room;
    return fitting;
  }
}
