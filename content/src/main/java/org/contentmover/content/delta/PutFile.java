package org.contentmover.content.delta;

import java.util.List;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A file whose content has to be made, and what of the base it resembles.
 *
 * @param bases the most similar first; often one, often none; none of them empty
 * @param dictionary what of them it is patched over when it is taken as it is
 */
public record PutFile(ManifestEntry file, List<BaseFile> bases, List<BaseRange> dictionary) {
  public PutFile {
    bases = List.copyOf(bases);
    dictionary = List.copyOf(dictionary);
  }

  /** A file and what it resembles most, all of which it is patched over. */
  static PutFile over(ManifestEntry file, List<BaseFile> bases) {
    return new PutFile(file, bases, bases.stream().limit(1).map(FurtherBases::whole).toList());
  }

  /** Whether it, or what it resembles, is too large for a piece that it shares with others. */
  boolean isLarge() {
    return file.sizeBytes() > Piece.MAX_CONTENT_BYTES
        || !bases.isEmpty() && bases.get(0).entry().sizeBytes() > Piece.MAX_DICTIONARY_BYTES;
  }
}
