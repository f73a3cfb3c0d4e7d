package org.contentmover.content.delta;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What of the stream no old version has: the same new code is in several builds of a library, and
 * what was made of it once need not travel again (CM-3). Goes by hashes of chunks; two that are
 * equal by chance cost some bytes.
 *
 * <p>Usable by the threads that pack: each waits until all pieces before its own have been looked
 * at, so what is found does not depend on who is faster. Memory: 16 MiB at most, and the chunks of
 * the pieces in work.
 */
final class Novelty {
  /** Where chunks are equal, what is around them is often nearly so. */
  private static final long MARGIN_BYTES = 1 << 11;

  /** What is less is not worth that a server keeps it. */
  private static final long LEAST_BYTES = 1 << 10;

  /** What comes after that is not found again. */
  private static final int MAX_CHUNKS = 1 << 18;

  /** Of all that may be used again; the rest is for what archives have in them more than once. */
  private static final long MAX_USED_AGAIN_BYTES = Piece.MAX_USED_AGAIN_BYTES / 4;

  private final StreamBytes stream;
  private final UsedAgain usedAgain = new UsedAgain(MAX_USED_AGAIN_BYTES);
  private final ChunkTable first = new ChunkTable();

  /** Ends of the pieces that were looked at, by their beginnings. */
  private final NavigableMap<Long, Long> pieces = new TreeMap<>();

  private int places;
  private int turn;

  /**
   * Where a piece is.
   *
   * @param turn its number among those that are looked at
   * @param offset in the stream
   */
  record Place(int turn, long offset) {}

  Novelty(StreamBytes stream) {
    this.stream = stream;
  }

  /** How much of a stream other pieces may use again. */
  static UsedAgain otherUse() {
    return new UsedAgain(Piece.MAX_USED_AGAIN_BYTES - MAX_USED_AGAIN_BYTES);
  }

  /** The place of the next piece, for which {@link #again} has to be called, in any thread. */
  Place at(long offset) {
    return new Place(places++, offset);
  }

  /**
   * What came before a piece in the stream and is in it, but not in its dictionary. Waits for the
   * pieces before.
   *
   * @param known the chunks of its dictionary
   * @param room for so many bytes in the dictionary
   * @param mostRanges as many at most
   */
  List<MadeRange> again(Place place, Chunks content, ChunkTable known, long room, int mostRanges)
      throws IOException {
    int[] lacking =
        IntStream.range(0, content.count())
            .filter(it -> known.find(content.hash(it)) < 0)
            .toArray();
    synchronized (this) {
      awaitTurn(place);
      List<MadeRange> found = new ArrayList<>();
      long foundBytes = 0;
      for (int chunk : lacking) {
        long at = first.find(content.hash(chunk));
        if (at >= 0) {
          found.add(around(at, content.length(chunk)));
          foundBytes += content.length(chunk);
        }
      }
      for (int chunk : lacking) {
        if (first.size() < MAX_CHUNKS) {
          first.add(content.hash(chunk), place.offset() + content.offset(chunk));
        }
      }
      pieces.put(place.offset(), place.offset() + content.bytes());
      turn++;
      notifyAll();
      return foundBytes < LEAST_BYTES ? List.of() : usedAgain.fitting(found, room, mostRanges);
    }
  }

  private void awaitTurn(Place place) throws IOException {
    try {
      while (turn != place.turn()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while making a delta");
    }
  }

  /** Not beyond the piece: what is beside it may be no part of a piece that a server can keep. */
  private MadeRange around(long at, int length) {
    Map.Entry<Long, Long> piece = pieces.floorEntry(at);
    long from = Math.max(piece.getKey(), at - MARGIN_BYTES);
    return new MadeRange(from, Math.min(piece.getValue(), at + length + MARGIN_BYTES) - from);
  }

  /** A dictionary, and behind it what came before in the stream. */
  byte[] joined(byte[] dictionary, List<MadeRange> again) throws IOException {
    if (again.isEmpty()) {
      return dictionary;
    }
    long more = again.stream().mapToLong(MadeRange::length).sum();
    byte[] joined = Arrays.copyOf(dictionary, dictionary.length + (int) more);
    stream.readFully(again, joined, dictionary.length);
    return joined;
  }
}
