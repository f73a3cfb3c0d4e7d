package org.contentmover.content.delta;

import java.io.IOException;
import java.util.List;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A file's part of the stream, and what of the base it resembles.
 *
 * @param bytes its length in the stream
 * @param dictionary what of the base it resembles as a whole, the most similar first
 * @param likenesses which part resembles what, if that is known
 * @param neighbour the path in whose order it is put beside others
 */
record Stretch(
    ManifestEntry file,
    Transform transform,
    long bytes,
    Opening opening,
    List<BaseRange> dictionary,
    List<Likeness> likenesses,
    String neighbour) {

  /** What is shorter costs less inside a patch than as a piece of its own. */
  static final long LEAST_COPY_BYTES = 1 << 16;

  /** Opens what is in the stream. */
  @FunctionalInterface
  interface Opening {
    ReadableFile open() throws IOException;
  }

  /**
   * Whether it, or what it resembles, is too large for a piece that it shares with others, or most
   * of it need not be packed at all.
   */
  boolean isLarge() {
    if (bytes > Piece.MAX_CONTENT_BYTES) {
      return true;
    }
    if (likenesses.isEmpty()) {
      return !dictionary.isEmpty() && dictionary.get(0).length() > Piece.MAX_DICTIONARY_BYTES;
    }
    long dictionaryBytes = dictionary.stream().mapToLong(BaseRange::length).sum();
    long copied =
        likenesses.stream()
            .filter(it -> it.same() && it.length() >= LEAST_COPY_BYTES)
            .mapToLong(Likeness::length)
            .sum();
    return dictionaryBytes > Piece.MAX_DICTIONARY_BYTES
        || dictionary.size() > Piece.MAX_DICTIONARY_RANGES
        || 2 * copied > bytes;
  }

  MadePiece.Start start() {
    return new MadePiece.Start(file, transform, bytes);
  }
}
