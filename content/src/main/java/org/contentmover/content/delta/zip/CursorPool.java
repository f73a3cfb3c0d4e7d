package org.contentmover.content.delta.zip;

import java.util.ArrayDeque;
import java.util.Deque;
import org.contentmover.content.delta.ReadableFile;

/**
 * The places in entries that were read last, so that reading on is cheap. Who uses it holds its
 * lock. Memory: half a mebibyte.
 */
final class CursorPool implements AutoCloseable {
  /** More than archives in archives need at once, so that none is closed while it is in use. */
  private static final int PLACES = 8;

  /** The one that was used last comes first. */
  private final Deque<EntryCursor> cursors = new ArrayDeque<>();

  /** The cursor that has the shortest way to an offset, or a new one. */
  EntryCursor cursor(ReadableFile archive, ArchiveMember entry, long offset) {
    EntryCursor best = null;
    for (EntryCursor cursor : cursors) {
      if (cursor.isOf(archive, entry)
          && cursor.at() <= offset
          && (best == null || cursor.at() > best.at())) {
        best = cursor;
      }
    }
    if (best != null) {
      cursors.remove(best);
    } else {
      best = new EntryCursor(archive, entry);
      if (cursors.size() == PLACES) {
        cursors.removeLast().close();
      }
    }
    cursors.addFirst(best);
    return best;
  }

  @Override
  public void close() {
    cursors.forEach(EntryCursor::close);
    cursors.clear();
  }
}
