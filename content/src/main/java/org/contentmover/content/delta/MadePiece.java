package org.contentmover.content.delta;

import java.io.IOException;
import java.util.List;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A piece on its way to the sink.
 *
 * @param files that begin in it, in order
 */
record MadePiece(Piece piece, byte[] data, List<Start> files) {
  /** A file that begins in the piece. */
  record Start(ManifestEntry file, Transform transform, long streamBytes) {}

  void passTo(DeltaSink sink) throws IOException {
    sink.piece(piece, data, (int) piece.dataBytes());
    for (Start start : files) {
      sink.file(start.file(), start.transform(), start.streamBytes());
    }
  }
}
