package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Small files that share a piece, and what their common dictionary holds. One thread while it is
 * filled.
 */
final class PieceGroup {
  private final List<Stretch> files = new ArrayList<>();
  private final Set<BaseRange> bases = new LinkedHashSet<>();
  private long contentBytes;
  private long dictionaryBytes;

  /** Takes a file if there is room; a group without files takes any that fits a piece. */
  boolean take(Stretch stretch) {
    long wantedBytes = 0;
    int wanted = 0;
    for (BaseRange base : stretch.dictionary()) {
      if (!bases.contains(base)) {
        wantedBytes += base.length();
        wanted++;
      }
    }
    if (contentBytes + stretch.bytes() > Piece.MAX_CONTENT_BYTES
        || dictionaryBytes + wantedBytes > Piece.MAX_DICTIONARY_BYTES
        || bases.size() + wanted > Piece.MAX_DICTIONARY_RANGES) {
      return false;
    }
    files.add(stretch);
    bases.addAll(stretch.dictionary());
    contentBytes += stretch.bytes();
    dictionaryBytes += wantedBytes;
    return true;
  }

  List<Stretch> files() {
    return files;
  }

  int contentBytes() {
    return (int) contentBytes;
  }

  /** The old versions in the order in which the files need them. */
  List<BaseRange> dictionary() {
    return List.copyOf(bases);
  }
}
