package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeastProgressTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private LeastProgress.Watch watch = new LeastProgress(1_000, Duration.ofSeconds(10)).watch();

  private boolean isTooSlowAfter(long waitedNs, long movedBytes) {
    watch = watch.waited(waitedNs, movedBytes);
    return watch.isTooSlow();
  }

  @Test
  void shouldLetGoOnWhatIsFastEnoughInEachWindow() {
    for (int second = 0; second < 1_000; second++) {
      assertFalse(isTooSlowAfter(SECOND_NS, 100), "after " + second + " s");
    }
  }

  @Test
  void shouldNotSaveUpWhatWentBefore() {
    assertFalse(isTooSlowAfter(10 * SECOND_NS, 1_000_000));
    assertFalse(isTooSlowAfter(9 * SECOND_NS, 999));
    assertTrue(isTooSlowAfter(SECOND_NS, 0));
  }

  @Test
  void shouldKnowWhileItIsStillWaitedFor() {
    assertFalse(isTooSlowAfter(4 * SECOND_NS, 999));
    assertFalse(watch.isTooSlowAfter(6 * SECOND_NS - 1));
    assertTrue(watch.isTooSlowAfter(6 * SECOND_NS));
  }

  @Test
  void shouldLetAnythingGoOnWithoutARule() {
    watch = LeastProgress.perMinute(0).watch();
    assertFalse(isTooSlowAfter(1_000 * SECOND_NS, 0));
    assertFalse(watch.isTooSlowAfter(1_000 * SECOND_NS));
  }
}
