package org.contentmover.content.delta;

/** Where chunks are, by their hashes. Memory: 16 bytes for each of two to four times as many. */
final class ChunkTable {
  private static final int LEAST_SLOTS = 1 << 10;

  private long[] hashes;

  /** One more than where it is; 0 where there is no chunk. */
  private long[] places;

  private int size;

  ChunkTable() {
    this(0);
  }

  /** With room for so many. */
  ChunkTable(int chunks) {
    int slots = Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, chunks)) << 2);
    hashes = new long[slots];
    places = new long[slots];
  }

  int size() {
    return size;
  }

  /** Takes a chunk; of several that are equal the first one counts. */
  void add(long hash, long place) {
    int slot = slot(hash);
    if (places[slot] != 0) {
      return;
    }
    if (2 * (size + 1) > hashes.length) {
      grow();
      slot = slot(hash);
    }
    hashes[slot] = hash;
    places[slot] = place + 1;
    size++;
  }

  /** Where the first chunk of this hash is; -1 when there is none. */
  long find(long hash) {
    return places[slot(hash)] - 1;
  }

  private int slot(long hash) {
    int mask = hashes.length - 1;
    int slot = (int) hash & mask;
    while (places[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldPlaces = places;
    hashes = new long[2 * oldHashes.length];
    places = new long[2 * oldPlaces.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldPlaces[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        places[slot] = oldPlaces[i];
      }
    }
  }
}
