package org.contentmover.agent.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class FetchThreadsTest {
  private static final long LARGE = FetchThreads.SMALL_BYTES + 1;

  /** Each has a thread that has not gone on yet. */
  private final Deque<Runnable> running = new ArrayDeque<>();

  private boolean none;
  private final FetchThreads fetches = new FetchThreads(this::start, 2);
  private final List<String> done = new ArrayList<>();

  private void start(Runnable work) {
    if (none) {
      throw new RejectedExecutionException("no thread");
    }
    running.add(work);
  }

  private void fetch(String name, long sizeBytes) {
    fetches.execute(sizeBytes, () -> done.add(name));
  }

  @Test
  void shouldHaveACommitWaitForNoFetch() {
    fetch("a", LARGE);
    fetch("b", LARGE);
    fetch("c", LARGE);
    fetch("commit", FetchThreads.SMALL_BYTES);
    assertEquals(3, running.size());
    running.removeLast().run();
    assertEquals(List.of("commit"), done);
  }

  @Test
  void shouldGiveEachItsTurnInTheOrderTheyCame() {
    for (String name : List.of("a", "b", "c", "d", "e")) {
      fetch(name, LARGE);
    }
    for (int left = 5; left > 0; left--) {
      assertEquals(Math.min(left, 2), running.size());
      running.remove().run();
    }
    assertEquals(List.of("a", "b", "c", "d", "e"), done);
    fetch("f", LARGE);
    assertEquals(1, running.size());
  }

  @Test
  void shouldGoOnAfterOneThatFailedUnexpectedly() {
    fetches.execute(
        LARGE,
        () -> {
          throw new IllegalStateException("unexpected");
        });
    fetch("b", LARGE);
    fetch("c", LARGE);
    assertThrows(IllegalStateException.class, running.remove()::run);
    while (!running.isEmpty()) {
      running.remove().run();
    }
    assertEquals(List.of("b", "c"), done);
  }

  /** They had no place yet; those that come meanwhile have to stand behind them. */
  @Test
  void shouldKeepWhatFoundNoThreadAtItsTurn() {
    for (String name : List.of("a", "b", "c", "d")) {
      fetch(name, LARGE);
    }
    none = true;
    running.remove().run();
    running.remove().run();
    fetch("e", LARGE);
    assertEquals(List.of("a", "b"), done);
    none = false;
    fetches.goOn();
    assertEquals(2, running.size());
    while (!running.isEmpty()) {
      running.remove().run();
    }
    assertEquals(List.of("a", "b", "c", "d", "e"), done);
  }

  @Test
  void shouldBeginWhatWaitsBeforeWhatComesNext() {
    for (String name : List.of("a", "b", "c")) {
      fetch(name, LARGE);
    }
    none = true;
    running.remove().run();
    running.remove().run();
    none = false;
    fetch("d", LARGE);
    while (!running.isEmpty()) {
      running.remove().run();
    }
    assertEquals(List.of("a", "b", "c", "d"), done);
  }

  /** Whoever gave it away is told, and gives it away again. */
  @Test
  void shouldNotKeepWhatItRefused() {
    none = true;
    assertThrows(RejectedExecutionException.class, () -> fetch("a", LARGE));
    none = false;
    fetches.goOn();
    assertEquals(0, running.size());
  }
}
