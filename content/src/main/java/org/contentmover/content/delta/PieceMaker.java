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

  /** Opens a file of the base as it is; the caller closes it. */
  ReadableFile open(BaseRange whole) throws IOException {
    return baseFiles.open(whole.baseFile());
  }

  /** The base files, to be closed by the caller. */
  OpenBaseFiles openBase() {
    return new OpenBaseFiles(baseFiles);
  }

  /** A piece in the form that takes the fewest bytes; without dictionary when there is none. */
  MadePiece patch(byte[] content, List<BaseRange> dictionary, List<MadePiece.Start> files)
      throws IOException {
    try (OpenBaseFiles base = openBase()) {
      return patch(content, dictionary, dictionary(dictionary, base), files);
    }
  }

  /** The bytes of a dictionary. */
  byte[] dictionary(List<BaseRange> ranges, OpenBaseFiles base) throws IOException {
    byte[] bytes = new byte[bytesOf(ranges)];
    read(ranges, base, bytes);
    return bytes;
  }

  /** Fills a dictionary up from its beginning; says how far. */
  int read(List<BaseRange> ranges, OpenBaseFiles base, byte[] dictionary) throws IOException {
    int filled = 0;
    for (BaseRange range : ranges) {
      base.readFully(range, dictionary, filled);
      filled += (int) range.length();
    }
    return filled;
  }

  /** As above, over ranges of one file that is open. */
  MadePiece patch(
      byte[] content, List<BaseRange> dictionary, ReadableFile base, List<MadePiece.Start> files)
      throws IOException {
    byte[] bytes = new byte[bytesOf(dictionary)];
    int filled = 0;
    for (BaseRange range : dictionary) {
      base.readFully(range.offset(), bytes, filled, (int) range.length());
      filled += (int) range.length();
    }
    return patch(content, dictionary, bytes, files);
  }

  /** As above, over what was read. */
  MadePiece patch(
      byte[] content, List<BaseRange> dictionary, byte[] base, List<MadePiece.Start> files) {
    return patch(content, dictionary, List.of(), base, files);
  }

  /** As above, when some of what was read has been made before. */
  MadePiece patch(
      byte[] content,
      List<BaseRange> dictionary,
      List<MadeRange> made,
      byte[] base,
      List<MadePiece.Start> files) {
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
            ? new Piece.Patch(content.length, frame.length, dictionary, made)
            : new Piece.Zstd(content.length, frame.length);
    return new MadePiece(piece, frame, files);
  }

  /** A piece that is what it is. */
  static MadePiece stored(byte[] content, List<MadePiece.Start> files) {
    return new MadePiece(new Piece.Stored(content.length), content, files);
  }

  private static int bytesOf(List<BaseRange> dictionary) {
    return (int) dictionary.stream().mapToLong(BaseRange::length).sum();
  }
}
