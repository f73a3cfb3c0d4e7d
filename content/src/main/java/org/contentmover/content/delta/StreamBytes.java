package org.contentmover.content.delta;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The content stream, read from the new files once more. Usable by several threads once all
 * stretches are there.
 */
final class StreamBytes {
  private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();
  private long bytes;

  /** Takes the stretches that come next. */
  void append(List<Stretch> next) {
    for (Stretch stretch : next) {
      stretches.put(bytes, stretch);
      bytes += stretch.bytes();
    }
  }

  /** Reads ranges as a whole, one after the other. */
  void readFully(List<MadeRange> ranges, byte[] into, int from) throws IOException {
    int filled = from;
    for (MadeRange range : ranges) {
      for (long at = range.offset(); at < range.end(); ) {
        Map.Entry<Long, Stretch> here = stretches.floorEntry(at);
        long end = Math.min(range.end(), here.getKey() + here.getValue().bytes());
        int length = (int) (end - at);
        try (ReadableFile content = here.getValue().opening().open()) {
          content.readFully(at - here.getKey(), into, filled, length);
        }
        filled += length;
        at = end;
      }
    }
  }
}
