package org.contentmover.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  @Test
  void shouldTakeEachCounterOnce() {
    ReplayWindow window = new ReplayWindow(0);
    assertNull(window.take(1));
    assertNull(window.take(3));
    assertNull(window.take(2));
    for (long seen = 1; seen <= 3; seen++) {
      assertEquals(GuardRefusal.REPLAYED, window.take(seen));
    }
  }

  @Test
  void shouldTakeNothingUpToTheFloor() {
    ReplayWindow window = new ReplayWindow(100);
    assertEquals(GuardRefusal.TOO_OLD, window.take(100));
    assertEquals(GuardRefusal.TOO_OLD, window.take(1));
    assertNull(window.take(101));
    assertEquals(GuardRefusal.TOO_OLD, window.take(100));
  }

  @Test
  void shouldTakeWhatWasOvertakenByLessThanItsSize() {
    ReplayWindow window = new ReplayWindow(0);
    assertNull(window.take(10 + ReplayWindow.SIZE));
    assertEquals(GuardRefusal.TOO_OLD, window.take(10));
    assertNull(window.take(11));
    assertEquals(GuardRefusal.REPLAYED, window.take(11));
  }

  @Test
  void shouldForgetTheOldRoundWhenItJumps() {
    ReplayWindow window = new ReplayWindow(0);
    assertNull(window.take(5));
    assertNull(window.take(5 + 10L * ReplayWindow.SIZE));
    assertNull(window.take(4 + 10L * ReplayWindow.SIZE));
    assertEquals(GuardRefusal.REPLAYED, window.take(5 + 10L * ReplayWindow.SIZE));
  }

  @Test
  void shouldNeverTakeACounterTwiceInAnyOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ReplayWindow window = new ReplayWindow(0);
    Set<Long> taken = new HashSet<>();
    long around = 1;
    for (int i = 0; i < 200_000; i++) {
      around += random.nextInt(100) == 0 ? random.nextInt(3 * ReplayWindow.SIZE) : 1;
      long counter = Math.max(1, around - random.nextInt(2 * ReplayWindow.SIZE));
      boolean known = taken.contains(counter);
      boolean tooOld = around - counter >= ReplayWindow.SIZE;
      GuardRefusal reason = window.take(counter);
      if (reason == null) {
        assertEquals(true, taken.add(counter), "counter " + counter + " twice, seed " + seed);
      } else if (!known && !tooOld) {
        throw new AssertionError(counter + " was refused as " + reason + ", seed " + seed);
      }
    }
  }
}
