package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;

/**
 * Puts what a receiver lacks into datagrams. Each part speaks for a stretch of coding blocks of its
 * own: the leader can count what is missing of a block without keeping parts. What does not fit
 * into the greatest number of parts is left for the status of the next pass: the frames named by
 * then are more than a pass of repair should have.
 */
final class MissingParts {
  private MissingParts() {}

  /**
   * The parts that say what {@code have} lacks.
   *
   * @param have what the receiver has
   * @param rangeBytes room for ranges or a bitmap in one datagram; enough for those of one block
   */
  static List<MissingPart> of(FrameSet have, int rangeBytes) {
    CodingBlocks blocks = new CodingBlocks(have.frames());
    List<Stretch> stretches = new ArrayList<>();
    Stretch stretch = new Stretch(0);
    FrameRange gap = have.nextGap(0);
    while (gap != null && stretches.size() < MissingPart.MAX_PARTS) {
      int block = CodingBlocks.of(gap.first());
      int end = Math.min(gap.end(), blocks.end(block));
      stretch.add(block, gap.first(), end);
      if (stretch.bytesUpTo(blocks.end(block)) > rangeBytes) {
        stretch.endBefore(block);
        stretches.add(stretch);
        stretch = new Stretch(stretch.end);
        gap = have.nextGap(CodingBlocks.first(block));
      } else {
        boolean goesOn = end < gap.end();
        gap = goesOn ? new FrameRange(end, gap.end() - end) : have.nextGap(end);
      }
    }
    if (stretches.size() < MissingPart.MAX_PARTS) {
      stretch.end = have.frames();
      stretches.add(stretch);
    }
    return parts(stretches);
  }

  private static List<MissingPart> parts(List<Stretch> stretches) {
    List<MissingPart> parts = new ArrayList<>(stretches.size());
    for (Stretch stretch : stretches) {
      parts.add(
          new MissingPart(
              parts.size(), stretches.size(), stretch.from, stretch.end, stretch.ranges));
    }
    return parts;
  }

  /** A part that is being filled. */
  private static final class Stretch {
    private final int from;
    private final List<FrameRange> ranges = new ArrayList<>();
    private int end;
    private int bytes;

    /** How it was before the last block was begun. */
    private int block = -1;

    private int rangesBefore;
    private FrameRange lastBefore;

    Stretch(int from) {
      this.from = from;
    }

    /** A gap, or what lies in that block of one. */
    void add(int ofBlock, int gapFirst, int gapEnd) {
      if (ofBlock != block) {
        block = ofBlock;
        rangesBefore = ranges.size();
        lastBefore = last();
      }
      int first = gapFirst;
      FrameRange last = last();
      if (last != null && last.end() == first) {
        // It goes on where the last one ended with its block: one gap.
        ranges.remove(ranges.size() - 1);
        first = last.first();
        bytes -= MissingPart.bytesOf(last, endOfRanges());
      }
      FrameRange range = new FrameRange(first, gapEnd - first);
      bytes += MissingPart.bytesOf(range, endOfRanges());
      ranges.add(range);
    }

    /** What it takes as ranges or as a bitmap, whichever is shorter. */
    int bytesUpTo(int to) {
      return Math.min(bytes, MissingPart.bitmapBytes(to - from));
    }

    /** The last block is left for the part after this one. */
    void endBefore(int lastBlock) {
      ranges.subList(rangesBefore, ranges.size()).clear();
      if (lastBefore != null) {
        ranges.set(rangesBefore - 1, lastBefore);
      }
      end = CodingBlocks.first(lastBlock);
    }

    private FrameRange last() {
      return ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
    }

    private int endOfRanges() {
      return ranges.isEmpty() ? from : last().end();
    }
  }
}
