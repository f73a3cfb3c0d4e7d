package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which files of the base a new file resembles: those it shares chunks with.
 *
 * <p>Of files above 64 KiB every second chunk is looked at, of those above a mebibyte every
 * sixteenth, the same ones everywhere. Memory: 12 bytes a chunk, 96 MiB at most; what comes after
 * that is not found. One thread.
 */
public final class Similarity<T> {
  /** Bases of one file. */
  private static final int MAX_BASES = 3;

  /** A file that shares less than this part of itself resembles nothing. */
  private static final double LEAST_SHARE = 0.05;

  /** What is in more files than this says nothing about any of them. */
  private static final int MAX_FILES_OF_CHUNK = 4;

  private static final long HALF_FROM_BYTES = 1 << 16;
  private static final int HALF_BITS = 1;
  private static final long SIXTEENTH_FROM_BYTES = 1 << 20;
  private static final int SIXTEENTH_BITS = 4;
  private static final int MAX_CHUNKS = 4 << 20;

  private final List<T> files = new ArrayList<>();
  private final Map<T, Integer> ownerOf = new HashMap<>();
  private long[] hashes = new long[1 << 12];
  private int[] owners = new int[1 << 12];
  private int chunks;

  /** A chunk of the new file and who has it. */
  private record Shared(long weight, int[] owners) {}

  /** Who passes the chunks of a content to a visitor. */
  @FunctionalInterface
  private interface ChunkSource {
    void visit(Chunking.Visitor visitor) throws IOException;
  }

  /** Takes a file that others may resemble. */
  public void add(T base, ReadableFile content) throws IOException {
    add(base, content.size(), visitor -> Chunks.scan(content, visitor));
  }

  /** As above, when its chunks are known. */
  void add(T base, Chunks chunks) throws IOException {
    add(base, chunks.bytes(), chunks::visit);
  }

  private void add(T base, long bytes, ChunkSource source) throws IOException {
    files.add(base);
    int owner = files.size();
    ownerOf.put(base, owner);
    int bits = sampleBits(bytes);
    source.visit(
        (offset, length, hash) -> {
          if (isSample(hash, bits)) {
            put(hash, owner);
          }
          return chunks < MAX_CHUNKS;
        });
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * The files that have most of a new one, each what those before it lack.
   *
   * @param known a base it has in any case; null when there is none
   */
  public List<T> basesOf(ReadableFile content, T known) throws IOException {
    return basesOf(content.size(), visitor -> Chunks.scan(content, visitor), known);
  }

  /** As above, when its chunks are known. */
  List<T> basesOf(Chunks chunks, T known) throws IOException {
    return basesOf(chunks.bytes(), chunks::visit, known);
  }

  private List<T> basesOf(long bytes, ChunkSource content, T known) throws IOException {
    List<Shared> shared = sharedChunks(bytes, content);
    List<T> found = new ArrayList<>();
    if (known != null) {
      found.add(known);
      int owner = ownerOf.getOrDefault(known, 0);
      shared.removeIf(chunk -> has(chunk, owner));
    }
    while (found.size() < MAX_BASES) {
      Map<Integer, Long> votes = new HashMap<>();
      for (Shared chunk : shared) {
        for (int owner : chunk.owners()) {
          votes.merge(owner, chunk.weight(), Long::sum);
        }
      }
      int best = 0;
      for (Map.Entry<Integer, Long> vote : votes.entrySet()) {
        long mine = vote.getValue();
        long other = best == 0 ? -1 : votes.get(best);
        if (mine > other || mine == other && vote.getKey() < best) {
          best = vote.getKey();
        }
      }
      if (best == 0 || votes.get(best) < LEAST_SHARE * bytes) {
        break;
      }
      int owner = best;
      found.add(files.get(owner - 1));
      shared.removeIf(chunk -> has(chunk, owner));
    }
    return found;
  }

  private List<Shared> sharedChunks(long bytes, ChunkSource content) throws IOException {
    List<Shared> shared = new ArrayList<>();
    int bits = sampleBits(bytes);
    content.visit(
        (offset, length, hash) -> {
          if (isSample(hash, bits)) {
            int[] owners = ownersOf(hash);
            if (owners.length > 0) {
              shared.add(new Shared((long) length << bits, owners));
            }
          }
          return true;
        });
    return shared;
  }

  private static boolean has(Shared chunk, int owner) {
    for (int it : chunk.owners()) {
      if (it == owner) {
        return true;
      }
    }
    return false;
  }

  private static int sampleBits(long bytes) {
    if (bytes > SIXTEENTH_FROM_BYTES) {
      return SIXTEENTH_BITS;
    }
    return bytes > HALF_FROM_BYTES ? HALF_BITS : 0;
  }

  private static boolean isSample(long hash, int bits) {
    return bits == 0 || hash >>> (Long.SIZE - bits) == 0;
  }

  private void put(long hash, int owner) {
    if (2 * chunks >= hashes.length) {
      grow();
    }
    int mask = hashes.length - 1;
    int seen = 0;
    int slot = (int) hash & mask;
    for (; owners[slot] != 0; slot = slot + 1 & mask) {
      if (hashes[slot] == hash) {
        seen++;
        if (owners[slot] == owner || seen == MAX_FILES_OF_CHUNK) {
          return;
        }
      }
    }
    hashes[slot] = hash;
    owners[slot] = owner;
    chunks++;
  }

  private int[] ownersOf(long hash) {
    int mask = hashes.length - 1;
    int[] found = new int[MAX_FILES_OF_CHUNK];
    int count = 0;
    for (int slot = (int) hash & mask; owners[slot] != 0; slot = slot + 1 & mask) {
      if (hashes[slot] == hash) {
        found[count++] = owners[slot];
      }
    }
    return Arrays.copyOf(found, count);
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldOwners = owners;
    hashes = new long[2 * oldHashes.length];
    owners = new int[2 * oldHashes.length];
    int mask = hashes.length - 1;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldOwners[i] != 0) {
        int slot = (int) oldHashes[i] & mask;
        while (owners[slot] != 0) {
          slot = slot + 1 & mask;
        }
        hashes[slot] = oldHashes[i];
        owners[slot] = oldOwners[i];
      }
    }
  }
}
