package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of the stream of which is known what of the base its parts resemble: long parts that
 * are the same are copied, what is between them is patched piece by piece, also over what comes
 * before in the stretch (CM-3).
 *
 * <p>One thread, which reads front to back; pieces are packed by {@link OrderedWork}. Memory: that
 * of the pieces in work.
 */
final class ComparedFile {
  private static final int PATCH_BYTES = 1 << 22;

  /** With as much content this takes zstd half the memory that twice as much takes. */
  private static final int DICTIONARY_BYTES = 1 << 22;

  private final Stretch stretch;
  private final long streamOffset;
  private final UsedAgain usedAgain;
  private final ReadableFile content;
  private final OpenBaseFiles base;
  private final PieceMaker maker;
  private final OrderedWork work;
  private final List<Likeness> pending = new ArrayList<>();
  private long pendingBytes;
  private long written;

  /**
   * Prepares a stretch.
   *
   * @param streamOffset where it begins in the stream
   * @param usedAgain as much of the stream may be used once more
   */
  ComparedFile(
      Stretch stretch,
      long streamOffset,
      UsedAgain usedAgain,
      ReadableFile content,
      OpenBaseFiles base,
      PieceMaker maker,
      OrderedWork work) {
    this.stretch = stretch;
    this.streamOffset = streamOffset;
    this.usedAgain = usedAgain;
    this.content = content;
    this.base = base;
    this.maker = maker;
    this.work = work;
  }

  /** Asks for all its pieces. */
  void write() throws IOException {
    for (Likeness likeness : stretch.likenesses()) {
      if (likeness.same() && likeness.length() >= Stretch.LEAST_COPY_BYTES) {
        patch(likeness.offset());
        Piece copy = new Piece.Copy(likeness.base());
        List<MadePiece.Start> starts = starts();
        work.add(() -> new MadePiece(copy, new byte[0], starts));
        written = likeness.end();
      } else {
        take(likeness);
      }
    }
    patch(stretch.bytes());
  }

  private void take(Likeness likeness) throws IOException {
    boolean full =
        pendingBytes + likeness.knownBytes() > DICTIONARY_BYTES
            || pending.size() == Piece.MAX_DICTIONARY_RANGES
            || likeness.end() - written > PATCH_BYTES;
    if (full && likeness.offset() > written) {
      patch(likeness.offset());
    }
    pending.add(likeness);
    pendingBytes += likeness.knownBytes();
  }

  /** Patches up to an offset. */
  private void patch(long end) throws IOException {
    while (written < end) {
      int length = (int) Math.min(PATCH_BYTES, end - written);
      DictionaryRanges ranges = new DictionaryRanges();
      List<MadeRange> before = new ArrayList<>();
      for (Likeness likeness : pending) {
        if (likeness.offset() >= written + length || likeness.end() <= written) {
          continue;
        }
        if (likeness.base() != null) {
          ranges.add(likeness.base());
        } else if (likeness.first() + likeness.length() <= written) {
          // What is first in this very piece is found there.
          before.add(new MadeRange(likeness.first(), likeness.length()));
        }
      }
      byte[] bytes = new byte[length];
      content.readFully(written, bytes, 0, length);
      List<BaseRange> chosen = ranges.fitting();
      List<MadeRange> again = fitting(before, chosen);
      byte[] dictionary = dictionary(chosen, again);
      List<MadeRange> made =
          again.stream().map(it -> new MadeRange(streamOffset + it.offset(), it.length())).toList();
      List<MadePiece.Start> starts = starts();
      work.add(() -> maker.patch(bytes, chosen, made, dictionary, starts));
      written += length;
    }
    pending.clear();
    pendingBytes = 0;
  }

  private List<MadeRange> fitting(List<MadeRange> ranges, List<BaseRange> chosen) {
    long free = Piece.MAX_DICTIONARY_BYTES - chosen.stream().mapToLong(BaseRange::length).sum();
    return usedAgain.fitting(ranges, free, Piece.MAX_DICTIONARY_RANGES - chosen.size());
  }

  private byte[] dictionary(List<BaseRange> ranges, List<MadeRange> again) throws IOException {
    long length =
        ranges.stream().mapToLong(BaseRange::length).sum()
            + again.stream().mapToLong(MadeRange::length).sum();
    byte[] dictionary = new byte[(int) length];
    int filled = maker.read(ranges, base, dictionary);
    for (MadeRange range : again) {
      content.readFully(range.offset(), dictionary, filled, (int) range.length());
      filled += (int) range.length();
    }
    return dictionary;
  }

  /** The first piece brings the file with it. */
  private List<MadePiece.Start> starts() {
    return written > 0 ? List.of() : List.of(stretch.start());
  }
}
