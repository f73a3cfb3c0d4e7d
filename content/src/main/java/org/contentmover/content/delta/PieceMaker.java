package org.contentmover.content.delta;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Packs content into pieces. Usable by several threads at once. */
final class PieceMaker implements Closeable {
  private final BaseFiles baseFiles;
  private final ZstdFrames frames;
  private final Novelty novelty;

  PieceMaker(BaseFiles baseFiles, DeltaProfile profile, Novelty novelty) {
    this.baseFiles = baseFiles;
    this.frames = new ZstdFrames(profile);
    this.novelty = novelty;
  }

  /** Opens a file of the base as it is; the caller closes it. */
  ReadableFile open(BaseRange whole) throws IOException {
    return baseFiles.open(whole.baseFile());
  }

  /** The base files, to be closed by the caller. */
  OpenBaseFiles openBase() {
    return new OpenBaseFiles(baseFiles);
  }

  /** The place of a piece that is patched next, also over what came before it. */
  Novelty.Place at(long offset) {
    return novelty.at(offset);
  }

  /** A piece in the form that takes the fewest bytes; without dictionary when there is none. */
  MadePiece patch(
      Novelty.Place place, byte[] content, List<BaseRange> dictionary, List<MadePiece.Start> files)
      throws IOException {
    try (OpenBaseFiles base = openBase()) {
      byte[] bytes = new byte[bytesOf(dictionary)];
      read(dictionary, base, bytes);
      return patch(place, content, dictionary, bytes, files);
    }
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
      Novelty.Place place,
      byte[] content,
      List<BaseRange> dictionary,
      ReadableFile base,
      List<MadePiece.Start> files)
      throws IOException {
    byte[] bytes = new byte[bytesOf(dictionary)];
    int filled = 0;
    for (BaseRange range : dictionary) {
      base.readFully(range.offset(), bytes, filled, (int) range.length());
      filled += (int) range.length();
    }
    return patch(place, content, dictionary, bytes, files);
  }

  private MadePiece patch(
      Novelty.Place place,
      byte[] content,
      List<BaseRange> dictionary,
      byte[] base,
      List<MadePiece.Start> files)
      throws IOException {
    Chunks chunks = Chunks.of(content);
    ChunkTable known = new ChunkTable(base.length / Chunks.AVERAGE_BYTES);
    Chunks.of(base).addTo(known, 0);
    List<MadeRange> again =
        novelty.again(
            place,
            chunks,
            known,
            Piece.MAX_DICTIONARY_BYTES - base.length,
            Piece.MAX_DICTIONARY_RANGES - dictionary.size());
    byte[] joined = novelty.joined(base, again);
    Chunks.of(joined, base.length, joined.length).addTo(known, base.length);
    return patch(
        content,
        dictionary,
        again,
        joined,
        DictionaryCopies.find(content, chunks, joined, known),
        files);
  }

  /** As above, over what was read, of which some has been made before. */
  MadePiece patch(
      byte[] content,
      List<BaseRange> dictionary,
      List<MadeRange> made,
      byte[] base,
      List<MadePiece.Start> files) {
    ChunkTable known = new ChunkTable(base.length / Chunks.AVERAGE_BYTES);
    Chunks.of(base).addTo(known, 0);
    DictionaryCopies copies = DictionaryCopies.find(content, Chunks.of(content), base, known);
    return patch(content, dictionary, made, base, copies, files);
  }

  private MadePiece patch(
      byte[] content,
      List<BaseRange> dictionary,
      List<MadeRange> made,
      byte[] base,
      DictionaryCopies copies,
      List<MadePiece.Start> files) {
    boolean patch = base.length >= ZstdFrames.MIN_DICTIONARY_BYTES;
    if (!patch) {
      byte[] frame = frames.pack(content, content.length);
      return frame.length >= content.length
          ? stored(content, files)
          : new MadePiece(new Piece.Zstd(content.length, frame.length), frame, files);
    }
    byte[] data = copies.count() == 0 ? frame(content, base) : frame(content, base, copies);
    if (data.length >= content.length) {
      return stored(content, files);
    }
    Piece piece = new Piece.Patch(content.length, data.length, dictionary, made, copies.count());
    return new MadePiece(piece, data, files);
  }

  private byte[] frame(byte[] content, byte[] dictionary) {
    return frames.pack(content, content.length, dictionary);
  }

  private byte[] frame(byte[] content, byte[] dictionary, DictionaryCopies copies) {
    byte[] before = copies.encoded();
    byte[] frame = frame(copies.literals(content), copies.kept(dictionary));
    byte[] data = Arrays.copyOf(before, before.length + frame.length);
    System.arraycopy(frame, 0, data, before.length, frame.length);
    return data;
  }

  /** A piece that is what it is. */
  static MadePiece stored(byte[] content, List<MadePiece.Start> files) {
    return new MadePiece(new Piece.Stored(content.length), content, files);
  }

  private static int bytesOf(List<BaseRange> dictionary) {
    return (int) dictionary.stream().mapToLong(BaseRange::length).sum();
  }

  @Override
  public void close() {
    frames.close();
  }
}
