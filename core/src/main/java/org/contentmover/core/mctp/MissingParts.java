package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;

/**
 * Puts what a receiver lacks into datagrams. Each part speaks for a stretch of frames of its own.
 * What does not fit into the greatest number of parts is left for the status of the next pass: the
 * frames named by then are more than a pass of repair should have.
 */
final class MissingParts {
  private MissingParts() {}

  /**
   * The parts that say what {@code have} lacks.
   *
   * @param have what the receiver has
   * @param rangeBytes room for ranges in one datagram
   */
  static List<MissingPart> of(FrameSet have, int rangeBytes) {
    List<Stretch> stretches = new ArrayList<>();
    Stretch stretch = new Stretch(0);
    FrameRange gap = have.nextGap(0);
    while (gap != null) {
      int bytes = MissingPart.bytesOf(gap, stretch.end);
      if (stretch.bytes + bytes > rangeBytes) {
        stretch.end = gap.first();
        stretches.add(stretch);
        stretch = new Stretch(gap.first());
        if (stretches.size() == MissingPart.MAX_PARTS) {
          return parts(stretches);
        }
        bytes = MissingPart.bytesOf(gap, stretch.end);
      }
      stretch.add(gap, bytes);
      gap = have.nextGap(gap.end());
    }
    stretch.end = have.frames();
    stretches.add(stretch);
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

    Stretch(int from) {
      this.from = from;
      this.end = from;
    }

    void add(FrameRange range, int rangeBytes) {
      ranges.add(range);
      bytes += rangeBytes;
      end = range.end();
    }
  }
}
