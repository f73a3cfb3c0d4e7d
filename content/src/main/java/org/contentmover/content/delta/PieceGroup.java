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
  private final List<PutFile> files = new ArrayList<>();
  private final Set<BaseFile> bases = new LinkedHashSet<>();
  private long contentBytes;
  private long dictionaryBytes;

  /** Takes a file if there is room; a group without files takes any that fits a piece. */
  boolean take(PutFile put) {
    long wantedBytes = 0;
    int wanted = 0;
    for (BaseFile base : put.bases()) {
      if (!bases.contains(base)) {
        wantedBytes += base.entry().sizeBytes();
        wanted++;
      }
    }
    if (contentBytes + put.file().sizeBytes() > Piece.MAX_CONTENT_BYTES
        || dictionaryBytes + wantedBytes > Piece.MAX_DICTIONARY_BYTES
        || bases.size() + wanted > Piece.MAX_DICTIONARY_RANGES) {
      return false;
    }
    files.add(put);
    bases.addAll(put.bases());
    contentBytes += put.file().sizeBytes();
    dictionaryBytes += wantedBytes;
    return true;
  }

  List<PutFile> files() {
    return files;
  }

  int contentBytes() {
    return (int) contentBytes;
  }

  /** The old versions in the order in which the files need them. */
  List<BaseRange> dictionary() {
    return bases.stream().map(BaseFile::whole).toList();
  }
}
