package org.contentmover.content.assignment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.contentmover.content.assignment.ContentSection.Range;

/** Hands out ranges piecemeal, as many bytes as are asked for. One thread. */
final class RangeCursor {
  private final Deque<Range> left;

  RangeCursor(List<Range> ranges) {
    left = new ArrayDeque<>(ranges);
  }

  /** Whether everything was handed out. */
  boolean isEmpty() {
    return left.isEmpty();
  }

  /** The next bytes. */
  List<Range> next(long bytes) {
    List<Range> taken = new ArrayList<>();
    long wanted = bytes;
    while (wanted > 0) {
      Range range = left.remove();
      long length = Math.min(wanted, range.length());
      taken.add(new Range(range.file(), range.offset(), length));
      if (length < range.length()) {
        left.push(new Range(range.file(), range.offset() + length, range.length() - length));
      }
      wanted -= length;
    }
    return taken;
  }
}
