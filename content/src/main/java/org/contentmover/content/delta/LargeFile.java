package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of the stream that is too large for one piece: long runs of the base are copied, what
 * is between them is patched piece by piece (CM-3).
 *
 * <p>One thread; pieces are packed by {@link OrderedWork}. Memory: that of {@link CommonRuns} and
 * of the pieces in work.
 */
final class LargeFile {
  /** Half of a gap's dictionary, so that that reaches beyond both ends. */
  private static final int PATCH_BYTES = 1 << 21;

  private final Stretch stretch;
  private final long streamOffset;
  private final BaseRange base;
  private final ReadableFile content;
  private final ReadableFile baseContent;
  private final boolean pack;
  private final PieceMaker maker;
  private final OrderedWork work;
  private final List<CommonRuns.Run> shortRuns = new ArrayList<>();
  private long written;

  /** Where the base's bytes end that belong to what was written last. */
  private long baseAt;

  private boolean begun;

  @FunctionalInterface
  private interface Making {
    MadePiece make(List<MadePiece.Start> starts) throws IOException;
  }

  /**
   * Prepares a stretch that has a base.
   *
   * @param streamOffset where it begins in the stream
   * @param pack whether what resembles nothing is worth packing
   */
  LargeFile(
      Stretch stretch,
      long streamOffset,
      ReadableFile content,
      ReadableFile baseContent,
      boolean pack,
      PieceMaker maker,
      OrderedWork work) {
    this.stretch = stretch;
    this.streamOffset = streamOffset;
    this.base = stretch.dictionary().get(0);
    this.content = content;
    this.baseContent = baseContent;
    this.pack = pack;
    this.maker = maker;
    this.work = work;
  }

  /** Asks for all its pieces; they are made when this returns. */
  void write() throws IOException {
    new CommonRuns(baseContent, content).find(this::take);
    gap(content.size(), -1);
    work.finish();
  }

  private void take(CommonRuns.Run run) throws IOException {
    if (run.length() < Stretch.LEAST_COPY_BYTES) {
      shortRuns.add(run);
      if (run.end() - written >= 2L * PATCH_BYTES) {
        gap(run.end(), run.baseEnd());
      }
      return;
    }
    gap(run.offset(), run.baseOffset());
    Piece copy =
        new Piece.Copy(new BaseRange(base.baseFile(), View.RAW, run.baseOffset(), run.length()));
    add(starts -> new MadePiece(copy, new byte[0], starts));
    written = run.end();
    baseAt = run.baseEnd();
  }

  /**
   * Patches up to an offset.
   *
   * @param baseEnd what follows there is at this offset of the base; -1 when that is not known
   */
  private void gap(long end, long baseEnd) throws IOException {
    while (written < end) {
      long from = written;
      long pieceEnd = Math.min(end, from + PATCH_BYTES);
      int length = (int) (pieceEnd - from);
      GapDictionary dictionary = new GapDictionary(base.baseFile(), base.length(), length);
      long next = baseAt + length;
      boolean resembles = false;
      for (CommonRuns.Run run : shortRuns) {
        if (run.end() > from && run.offset() < pieceEnd) {
          dictionary.take(run.baseOffset(), run.baseEnd());
          next = Math.max(0, run.baseEnd() + pieceEnd - run.end());
          resembles = true;
        }
      }
      if (pieceEnd == end && baseEnd >= 0) {
        dictionary.takeAround(Math.max(baseEnd - length, Math.min(baseAt, baseEnd)), baseEnd);
        next = baseEnd;
      }
      dictionary.takeAround(baseAt, Math.min(baseAt + length, Math.max(baseAt, next)));
      patch(from, length, pack || resembles ? dictionary.ranges() : List.of());
      written = pieceEnd;
      baseAt = next;
      shortRuns.removeIf(run -> run.end() <= pieceEnd);
    }
  }

  private void patch(long offset, int length, List<BaseRange> dictionary) throws IOException {
    boolean patch = pack || !dictionary.isEmpty();
    Novelty.Place place = patch ? maker.at(streamOffset + offset) : null;
    add(
        starts -> {
          byte[] bytes = new byte[length];
          content.readFully(offset, bytes, 0, length);
          return patch
              ? maker.patch(place, bytes, dictionary, baseContent, starts)
              : PieceMaker.stored(bytes, starts);
        });
  }

  /** The first piece brings the file with it. */
  private void add(Making making) throws IOException {
    List<MadePiece.Start> starts = begun ? List.of() : List.of(stretch.start());
    begun = true;
    work.add(() -> making.make(starts));
  }
}
