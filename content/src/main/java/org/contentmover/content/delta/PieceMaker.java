package org.contentmover.content.delta;

import java.io.IOException;
import java.util.List;

/** Packs content into pieces. Usable by several threads at once. */
final class PieceMaker {
  private final BaseFiles baseFiles;
  private final int level;

  PieceMaker(BaseFiles baseFiles, int level) {
    this.baseFiles = baseFiles;
    this.level = level;
  }

  /** A piece in the form that takes the fewest bytes; without dictionary when there is none. */
  MadePiece patch(byte[] content, List<BaseRange> dictionary, List<MadePiece.Start> files)
      throws IOException {
    byte[] base = read(dictionary);
    boolean patch = base.length >= ZstdFrames.MIN_DICTIONARY_BYTES;
    byte[] frame =
        patch
            ? ZstdFrames.pack(content, content.length, base, level)
            : ZstdFrames.pack(content, content.length, level);
    if (frame.length >= content.length) {
      return stored(content, files);
    }
    Piece piece =
        patch
            ? new Piece.Patch(content.length, frame.length, dictionary)
            : new Piece.Zstd(content.length, frame.length);
    return new MadePiece(piece, frame, files);
  }

  /** A piece that is what it is. */
  static MadePiece stored(byte[] content, List<MadePiece.Start> files) {
    return new MadePiece(new Piece.Stored(content.length), content, files);
  }

  private byte[] read(List<BaseRange> dictionary) throws IOException {
    int length = (int) dictionary.stream().mapToLong(BaseRange::length).sum();
    byte[] bytes = new byte[length];
    int filled = 0;
    try (OpenBaseFiles base = new OpenBaseFiles(baseFiles)) {
      for (BaseRange range : dictionary) {
        base.readFully(range, bytes, filled);
        filled += (int) range.length();
      }
    }
    return bytes;
  }
}
