package org.contentmover.gl.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
  private final Queue<Runnable> borrowed = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final SerialExecutor executor = new SerialExecutor(borrowed::add);

  @Test
  void shouldDoOneTaskAfterTheOtherOnOneThread() {
    executor.execute(() -> done.add("a"));
    executor.execute(() -> done.add("b"));
    assertEquals(1, borrowed.size());
    borrowed.remove().run();
    assertEquals(List.of("a", "b"), done);
  }

  @Test
  void shouldGoOnBehindATaskThatEndsInAnError() {
    executor.execute(
        () -> {
          throw new OutOfMemoryError("of the test");
        });
    executor.execute(() -> done.add("b"));
    borrowed.remove().run();
    executor.execute(() -> done.add("c"));
    borrowed.remove().run();
    assertEquals(List.of("b", "c"), done);
  }
}
