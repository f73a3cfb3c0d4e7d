package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.contentmover.core.mctp.wire.FrameRange;
import org.junit.jupiter.api.Test;

class FrameSetTest {
  private static final int FRAMES = 200;

  @Property
  void shouldHoldExactlyTheFramesThatWereAdded(
      @ForAll @Size(max = 300) List<@IntRange(max = FRAMES - 1) Integer> frames) {
    FrameSet set = FrameSet.none(FRAMES);
    TreeSet<Integer> model = new TreeSet<>();
    for (int frame : frames) {
      assertEquals(model.add(frame), set.add(frame), "new frame " + frame);
    }

    assertEquals(model.size(), set.size());
    TreeSet<Integer> found = new TreeSet<>();
    for (int frame = set.nextFrom(0); frame >= 0; frame = set.nextFrom(frame + 1)) {
      found.add(frame);
    }
    assertEquals(model, found);
  }

  @Property
  void shouldCoverEveryFrameByEitherSetOrGaps(
      @ForAll @Size(max = 50) List<@IntRange(max = FRAMES - 1) Integer> starts,
      @ForAll @IntRange(min = 1, max = 20) int length) {
    FrameSet set = FrameSet.none(FRAMES);
    for (int start : starts) {
      set.add(new FrameRange(start, Math.min(length, FRAMES - start)));
    }

    List<FrameRange> gaps = set.gaps();

    FrameSet filled = FrameSet.none(FRAMES);
    for (int frame = set.nextFrom(0); frame >= 0; frame = set.nextFrom(frame + 1)) {
      filled.add(frame);
    }
    int lastEnd = -1;
    for (FrameRange gap : gaps) {
      assertTrue(gap.first() > lastEnd, "gaps touch each other: " + gaps);
      for (int frame = gap.first(); frame < gap.end(); frame++) {
        assertTrue(filled.add(frame), "frame " + frame + " is in the set and in a gap");
      }
      lastEnd = gap.end();
    }
    assertTrue(filled.isFull());
  }

  @Test
  void shouldHaveOneGapWhenEmptyAndNoneWhenFull() {
    assertEquals(List.of(new FrameRange(0, 7)), FrameSet.none(7).gaps());
    assertEquals(List.of(), FrameSet.all(7).gaps());
    assertNull(FrameSet.all(7).nextGap(0));
    assertTrue(FrameSet.all(7).isFull());
    assertFalse(FrameSet.none(7).isFull());
  }

  @Test
  void shouldForgetEverythingWhenCleared() {
    FrameSet set = FrameSet.all(9);
    set.clear();
    assertTrue(set.isEmpty());
    assertEquals(-1, set.nextFrom(0));
  }

  @Test
  void shouldRejectFramesOutsideTheSession() {
    FrameSet set = FrameSet.none(10);
    assertThrows(IndexOutOfBoundsException.class, () -> set.add(10));
    assertThrows(IndexOutOfBoundsException.class, () -> set.add(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> set.add(new FrameRange(9, 2)));
  }
}
