package org.contentmover.content.delta;

import java.io.IOException;

/**
 * Where the chunks of a large file are, or of a part of it. Memory: 32 MiB at most; the larger it
 * is, the longer its chunks. Immutable once made.
 */
final class ChunkIndex {
  private static final int LEAST_AVERAGE_BYTES = 2 << 10;
  private static final int MAX_CHUNKS = 1 << 19;

  private final Chunking chunking;
  private final long[] hashes;
  private final long[] places;
  private int chunks;

  ChunkIndex(ReadableFile file, long from, long to) throws IOException {
    int average = LEAST_AVERAGE_BYTES;
    while ((to - from) / average > MAX_CHUNKS) {
      average *= 2;
    }
    chunking = Chunking.ofAverage(average);
    int slots = Integer.highestOneBit((int) Math.max(64, (to - from) / average)) * 4;
    hashes = new long[slots];
    places = new long[slots];
    chunking.scan(
        file,
        from,
        to,
        (offset, length, hash) -> {
          put(hash, offset);
          return 2 * chunks < slots;
        });
  }

  /** How chunks have to be cut that are looked for. */
  Chunking chunking() {
    return chunking;
  }

  /** Where a chunk of this hash lies first; -1 when there is none. */
  long find(long hash) {
    int mask = hashes.length - 1;
    for (int slot = (int) hash & mask; places[slot] != 0; slot = slot + 1 & mask) {
      if (hashes[slot] == hash) {
        return places[slot] - 1;
      }
    }
    return -1;
  }

  private void put(long hash, long offset) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    for (; places[slot] != 0; slot = slot + 1 & mask) {
      if (hashes[slot] == hash) {
        return;
      }
    }
    hashes[slot] = hash;
    places[slot] = offset + 1;
    chunks++;
  }
}
