package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How often something is done that is asked for again and again. */
class CoalescingTest {
  private final UUID first = new UUID(0, 1);
  private final UUID second = new UUID(0, 2);
  private final Coalescing due = new Coalescing();
  private final List<UUID> started = new ArrayList<>();
  private final List<UUID> done = new ArrayList<>();

  @Test
  void shouldStartOnceForManyWhoAskBeforeItIsDone() {
    for (int i = 0; i < 1_000; i++) {
      due.ask(first, started::add);
      due.ask(second, started::add);
    }
    assertEquals(List.of(first, second), started);
    due.run(first, done::add);
    assertEquals(List.of(first), done);
  }

  @Test
  void shouldDoItOnceMoreForThoseWhoAskMeanwhile() {
    due.ask(first, started::add);
    due.run(
        first,
        id -> {
          if (done.isEmpty()) {
            due.ask(first, started::add);
            due.ask(first, started::add);
          }
          done.add(id);
        });
    assertEquals(List.of(first, first), done);
    assertEquals(List.of(first), started);
  }

  @Test
  void shouldStartAgainWhenItIsAskedForLater() {
    due.ask(first, started::add);
    due.run(first, done::add);
    due.ask(first, started::add);
    assertEquals(List.of(first, first), started);
  }

  @Test
  void shouldStartAgainAfterSomethingBroke() {
    assertThrows(IllegalStateException.class, () -> due.ask(first, CoalescingTest::fail));
    due.ask(first, started::add);
    assertThrows(IllegalStateException.class, () -> due.run(first, CoalescingTest::fail));
    due.ask(first, started::add);
    assertEquals(List.of(first, first), started);
  }

  private static void fail(UUID id) {
    throw new IllegalStateException(id.toString());
  }
}
