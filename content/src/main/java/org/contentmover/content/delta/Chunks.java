package org.contentmover.content.delta;

import java.io.IOException;
import java.util.Arrays;

/**
 * Where bytes in memory are cut, and what their chunks hash to: looked at once, asked for many
 * times. Not changed once made. Memory: 12 bytes for some 600.
 */
final class Chunks {
  /** About as long as this. */
  static final int AVERAGE_BYTES = 1 << 9;

  private static final Chunking CHUNKING = Chunking.ofAverage(AVERAGE_BYTES);

  private int[] ends;
  private long[] hashes;
  private int count;

  private Chunks(int bytes) {
    ends = new int[16 + bytes / AVERAGE_BYTES];
    hashes = new long[ends.length];
  }

  /** Cuts what lies between two offsets; takes half a nanosecond for each byte. */
  static Chunks of(byte[] bytes, int from, int to) {
    Chunks chunks = new Chunks(to - from);
    for (int at = from; at < to; ) {
      int length = CHUNKING.cut(bytes, at, to);
      long hash = Chunking.hash(bytes, at, length);
      at += length;
      chunks.add(at - from, hash);
    }
    return chunks;
  }

  /** All of it. */
  static Chunks of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The chunks of a file of less than two gibibytes. */
  static Chunks of(ReadableFile file) throws IOException {
    Chunks chunks = new Chunks((int) file.size());
    scan(
        file,
        (offset, length, hash) -> {
          chunks.add((int) offset + length, hash);
          return true;
        });
    return chunks;
  }

  /** Passes the same chunks of a file to a visitor, and holds none. */
  static void scan(ReadableFile file, Chunking.Visitor visitor) throws IOException {
    CHUNKING.scan(file, 0, file.size(), visitor);
  }

  private void add(int end, long hash) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    ends[count] = end;
    hashes[count] = hash;
    count++;
  }

  /** Passes them to a visitor, as far as it wants them. */
  void visit(Chunking.Visitor visitor) throws IOException {
    int i = 0;
    while (i < count && visitor.chunk(offset(i), length(i), hashes[i])) {
      i++;
    }
  }

  int count() {
    return count;
  }

  /** Length of all of them. */
  int bytes() {
    return offset(count);
  }

  /** Where a chunk begins, from where the first one does. */
  int offset(int chunk) {
    return chunk == 0 ? 0 : ends[chunk - 1];
  }

  int length(int chunk) {
    return ends[chunk] - offset(chunk);
  }

  long hash(int chunk) {
    return hashes[chunk];
  }

  /**
   * Adds where each one is to a table.
   *
   * @param shift where the first one is
   */
  void addTo(ChunkTable table, long shift) {
    for (int i = 0; i < count; i++) {
      table.add(hashes[i], shift + offset(i));
    }
  }
}
