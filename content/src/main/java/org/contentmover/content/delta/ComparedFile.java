package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of the stream of which is known what of the base its parts resemble: long parts that
 * are the same are copied, what is between them is patched piece by piece (CM-3).
 *
 * <p>One thread, which reads front to back; pieces are packed by {@link OrderedWork}. Memory: that
 * of the pieces in work.
 */
final class ComparedFile {
  private static final int PATCH_BYTES = 1 << 22;

  private final Stretch stretch;
  private final ReadableFile content;
  private final OpenBaseFiles base;
  private final PieceMaker maker;
  private final OrderedWork work;
  private final List<Likeness> pending = new ArrayList<>();
  private long pendingBytes;
  private long written;

  ComparedFile(
      Stretch stretch,
      ReadableFile content,
      OpenBaseFiles base,
      PieceMaker maker,
      OrderedWork work) {
    this.stretch = stretch;
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
        pendingBytes + likeness.base().length() > Piece.MAX_DICTIONARY_BYTES
            || pending.size() == Piece.MAX_DICTIONARY_RANGES
            || likeness.end() - written > PATCH_BYTES;
    if (full && likeness.offset() > written) {
      patch(likeness.offset());
    }
    pending.add(likeness);
    pendingBytes += likeness.base().length();
  }

  /** Patches up to an offset. */
  private void patch(long end) throws IOException {
    while (written < end) {
      int length = (int) Math.min(PATCH_BYTES, end - written);
      DictionaryRanges ranges = new DictionaryRanges();
      for (Likeness likeness : pending) {
        if (likeness.offset() < written + length && likeness.end() > written) {
          ranges.add(likeness.base());
        }
      }
      byte[] bytes = new byte[length];
      content.readFully(written, bytes, 0, length);
      List<BaseRange> chosen = ranges.fitting();
      byte[] dictionary = maker.dictionary(chosen, base);
      List<MadePiece.Start> starts = starts();
      work.add(() -> maker.patch(bytes, chosen, dictionary, starts));
      written += length;
    }
    pending.clear();
    pendingBytes = 0;
  }

  /** The first piece brings the file with it. */
  private List<MadePiece.Start> starts() {
    return written > 0 ? List.of() : List.of(stretch.start());
  }
}
