package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.junit.jupiter.api.Test;

class MissingPartsTest {
  @Property(tries = 300)
  void shouldSayExactlyWhatIsMissing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3_000) int frames,
      @ForAll @DoubleRange(max = 1) double loss,
      @ForAll @IntRange(min = 20, max = 1_200) int bytes) {
    FrameSet have = lossy(seed, frames, loss);

    List<MissingPart> parts = MissingParts.of(have, bytes);

    List<FrameRange> told = new ArrayList<>();
    int expectedFrom = 0;
    for (MissingPart part : parts) {
      assertEquals(expectedFrom, part.from(), "parts leave a hole");
      assertEquals(parts.size(), part.parts());
      assertEquals(0, part.from() % CodingBlocks.SIZE, "a part begins within a coding block");
      expectedFrom = part.to();
      append(told, part.ranges());
    }
    if (parts.size() < MissingPart.MAX_PARTS) {
      assertEquals(frames, expectedFrom);
      assertEquals(have.gaps(), told);
    }
  }

  @Test
  void shouldNeedOneBitForAFrameWhenMuchIsMissing() {
    FrameSet have = lossy(1, 190_000, 0.3);
    int parts = MissingParts.of(have, 1_200).size();
    assertEquals((190_000 - 1) / (1_200 * 8) + 1, parts);
  }

  @Test
  void shouldNotTellMoreThanAPassCanRepair() {
    FrameSet have = lossy(1, 1_000_000, 0.5);
    List<MissingPart> parts = MissingParts.of(have, 1_200);
    assertEquals(MissingPart.MAX_PARTS, parts.size());
    MissingPart last = parts.get(parts.size() - 1);
    assertTrue(last.to() < 1_000_000);
    assertFalse(last.ranges().isEmpty());
  }

  @Test
  void shouldNeedTwoBytesForAUsualGap() {
    FrameSet have = lossy(1, 190_000, 0.01);
    int ranges = have.gaps().size();
    int parts = MissingParts.of(have, 1_200).size();
    assertTrue(parts <= ranges * 2.5 / 1_200 + 1, ranges + " ranges in " + parts + " datagrams");
  }

  /** A gap that two parts share is told as two. */
  private static void append(List<FrameRange> told, List<FrameRange> ranges) {
    for (FrameRange range : ranges) {
      FrameRange last = told.isEmpty() ? null : told.get(told.size() - 1);
      if (last != null && last.end() == range.first()) {
        told.set(told.size() - 1, new FrameRange(last.first(), last.count() + range.count()));
      } else {
        told.add(range);
      }
    }
  }

  private static FrameSet lossy(long seed, int frames, double loss) {
    Random random = new Random(seed);
    FrameSet have = FrameSet.none(frames);
    for (int frame = 0; frame < frames; frame++) {
      if (random.nextDouble() >= loss) {
        have.add(frame);
      }
    }
    return have;
  }
}
