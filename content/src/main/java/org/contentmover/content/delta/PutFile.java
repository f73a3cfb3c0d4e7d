package org.contentmover.content.delta;

import java.util.List;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A file whose content has to be made, and what of the base it resembles.
 *
 * @param bases the most similar first; often one, often none; none of them empty
 */
public record PutFile(ManifestEntry file, List<BaseFile> bases) {
  public PutFile {
    bases = List.copyOf(bases);
  }

  /** Whether it, or what it resembles, is too large for a piece that it shares with others. */
  boolean isLarge() {
    return file.sizeBytes() > Piece.MAX_CONTENT_BYTES
        || !bases.isEmpty() && bases.get(0).entry().sizeBytes() > Piece.MAX_DICTIONARY_BYTES;
  }
}
