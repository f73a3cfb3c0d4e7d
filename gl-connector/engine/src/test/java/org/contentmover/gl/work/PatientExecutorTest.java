package org.contentmover.gl.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientExecutorTest {
  private final List<String> done = new ArrayList<>();
  private final AtomicInteger wakeUps = new AtomicInteger();
  private int refusals;
  private Runnable refusal =
      () -> {
        throw new RejectedExecutionException("no thread");
      };
  private final PatientExecutor executor =
      new PatientExecutor(this::runOrRefuse, wakeUps::incrementAndGet);

  @Test
  void shouldHandTasksOnAtOnce() {
    executor.execute(() -> done.add("a"));
    assertEquals(List.of("a"), done);
    assertEquals(Long.MAX_VALUE, executor.nextDeadlineNs());
    assertEquals(0, wakeUps.get());
  }

  @Test
  void shouldKeepWhatIsRefusedAndItsOrder() {
    refusals = 2;
    executor.execute(() -> done.add("a"));
    executor.execute(() -> done.add("b"));
    assertEquals(List.of(), done);
    assertTrue(wakeUps.get() > 0, "whoever calls onTimer must learn of the deadline");
    executor.onTimer(executor.nextDeadlineNs());
    assertEquals(List.of(), done, "refused again");
    executor.onTimer(executor.nextDeadlineNs());
    assertEquals(List.of("a", "b"), done);
    executor.execute(() -> done.add("c"));
    assertEquals(List.of("a", "b", "c"), done);
  }

  @Test
  void shouldWaitLongerEachTime() {
    refusals = Integer.MAX_VALUE;
    executor.execute(() -> done.add("a"));
    long previousPauseNs = 0;
    for (int i = 0; i < 5; i++) {
      long beforeNs = MonotonicClock.nowNs();
      executor.onTimer(executor.nextDeadlineNs());
      long pauseNs = executor.nextDeadlineNs() - beforeNs;
      assertTrue(pauseNs > previousPauseNs, pauseNs + " ns after " + previousPauseNs);
      previousPauseNs = pauseNs;
    }
    assertEquals(List.of(), done);
  }

  @Test
  void shouldNotAskBeforeItsTime() {
    refusals = 1;
    executor.execute(() -> done.add("a"));
    executor.onTimer(executor.nextDeadlineNs() - 1);
    assertEquals(List.of(), done);
  }

  @Test
  void shouldSaySinceWhenItIsRefused() {
    long beforeNs = MonotonicClock.nowNs();
    refusals = 1;
    executor.execute(() -> done.add("a"));
    assertTrue(executor.refusedForNs(beforeNs + 1_000_000_000_000L) > 900_000_000_000L);
    executor.onTimer(executor.nextDeadlineNs());
    assertEquals(0, executor.refusedForNs(beforeNs + 1_000_000_000_000L));
  }

  /** A pool that can start no thread says so with an error. */
  @Test
  void shouldKeepWhatFoundNoMemoryForAThread() {
    refusal =
        () -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    refusals = 1;
    executor.execute(() -> done.add("a"));
    executor.execute(() -> done.add("b"));
    executor.onTimer(executor.nextDeadlineNs());
    assertEquals(List.of("a", "b"), done);
  }

  private void runOrRefuse(Runnable task) {
    if (refusals-- > 0) {
      refusal.run();
    }
    task.run();
  }
}
