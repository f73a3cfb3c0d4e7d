package org.contentmover.content.delta;

import java.io.IOException;
import java.util.List;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A file's part of the stream, and what of the base it resembles.
 *
 * @param bytes its length in the stream
 * @param bases the most similar first
 * @param neighbour the path in whose order it is put beside others
 */
record Stretch(
    ManifestEntry file,
    Transform transform,
    long bytes,
    Opening opening,
    List<Base> bases,
    String neighbour) {

  /** Opens what is in the stream. */
  @FunctionalInterface
  interface Opening {
    ReadableFile open() throws IOException;
  }

  /** A file of the base as a whole. */
  record Base(int index, View view, long bytes) {
    BaseRange range() {
      return new BaseRange(index, view, 0, bytes);
    }
  }

  /** Whether it, or what it resembles, is too large for a piece that it shares with others. */
  boolean isLarge() {
    return bytes > Piece.MAX_CONTENT_BYTES
        || !bases.isEmpty() && bases.get(0).bytes() > Piece.MAX_DICTIONARY_BYTES;
  }

  MadePiece.Start start() {
    return new MadePiece.Start(file, transform, bytes);
  }
}
