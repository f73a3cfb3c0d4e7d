package org.contentmover.content.delta;

import java.io.IOException;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Takes a content stream piece by piece. A file comes right after the piece its first byte lies in,
 * files that begin in one piece in the order of their bytes; an empty file comes anywhere.
 */
public interface DeltaSink {
  /**
   * The next piece.
   *
   * @param data what belongs into the data section, from index 0 on; only during the call
   * @param length the piece's {@link Piece#dataBytes()}
   */
  void piece(Piece piece, byte[] data, int length) throws IOException;

  /**
   * The next file.
   *
   * @param streamBytes its part of the stream: its size, or that of its inflated view
   */
  void file(ManifestEntry file, Transform transform, long streamBytes) throws IOException;
}
