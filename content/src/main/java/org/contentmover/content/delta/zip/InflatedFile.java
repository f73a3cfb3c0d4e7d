package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.delta.ReadableFile;

/**
 * The inflated view of an archive: its recipe, and then the archive with entries inflated.
 *
 * <p>Usable by several threads, one at a time. Reading on is cheap, reading back begins an entry
 * again; the places read last are remembered. Memory: half a mebibyte and the list of entries.
 */
public final class InflatedFile implements ReadableFile {
  private static final int PLACES = 4;

  private final ReadableFile archive;
  private final List<DeflatedEntry> entries;
  private final byte[] recipe;

  /** Where each entry begins in the view. */
  private final long[] starts;

  private final long size;

  /** The one that was used last comes first. */
  private final Deque<EntryCursor> cursors = new ArrayDeque<>();

  InflatedFile(ReadableFile archive, List<DeflatedEntry> entries, int level) {
    this.archive = archive;
    this.entries = entries;
    this.recipe = Recipe.of(level, entries).bytes();
    this.starts = new long[entries.size()];
    long moved = recipe.length;
    for (int i = 0; i < starts.length; i++) {
      DeflatedEntry entry = entries.get(i);
      starts[i] = entry.offset() + moved;
      moved += entry.inflatedBytes() - entry.deflatedBytes();
    }
    this.size = archive.size() + moved;
  }

  /**
   * The view of an archive of the base, with all deflated entries; both sides see the same. Closing
   * it closes the archive.
   *
   * @return empty when it is no archive or has no deflated entries
   */
  public static Optional<InflatedFile> of(ReadableFile archive) throws IOException {
    List<DeflatedEntry> entries = ArchiveIndex.entriesOf(archive);
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new InflatedFile(archive, entries, 0));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized int read(long offset, byte[] into, int from, int length) throws IOException {
    if (offset >= size) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    if (offset < recipe.length) {
      int read = (int) Math.min(length, recipe.length - offset);
      System.arraycopy(recipe, (int) offset, into, from, read);
      return read;
    }
    int found = Arrays.binarySearch(starts, offset);
    int at = found >= 0 ? found : -found - 2;
    long next = at + 1 < starts.length ? starts[at + 1] : size;
    if (at < 0) {
      return archive.read(
          offset - recipe.length, into, from, (int) Math.min(length, next - offset));
    }
    DeflatedEntry entry = entries.get(at);
    long inEntry = offset - starts[at];
    if (inEntry < entry.inflatedBytes()) {
      return cursor(entry, inEntry).read(inEntry, into, from, length);
    }
    return archive.read(
        entry.end() + inEntry - entry.inflatedBytes(),
        into,
        from,
        (int) Math.min(length, next - offset));
  }

  /** The one that has the shortest way, or a new one. */
  private EntryCursor cursor(DeflatedEntry entry, long offset) {
    EntryCursor best = null;
    for (EntryCursor cursor : cursors) {
      if (cursor.entry().equals(entry)
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
  public synchronized void close() throws IOException {
    cursors.forEach(EntryCursor::close);
    archive.close();
  }
}
