package org.contentmover.content.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ParallelFilesTest {
  private final Thread caller = Thread.currentThread();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean returned;
  private volatile boolean outlived;

  /** Works on until the caller waits for it, or has gone on without it. */
  private void workOn() {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      while (!returned && caller.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
      outlived = returned;
    }
    ended.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldEndWithAllItsThreadsWhenOneFails() {
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                ParallelFiles.forEach(
                    List.of(1, 2),
                    2,
                    item -> {
                      if (item == 2) {
                        workOn();
                      } else {
                        await(begun);
                        throw new IOException("no disk");
                      }
                    }));
    returned = true;
    await(ended);
    assertEquals("no disk", failure.getMessage());
    assertFalse(outlived, "what it began went on when it had returned");
  }

  @Test
  void shouldEndWithAllItsThreadsWhenItIsInterrupted() {
    assertThrows(
        IOException.class,
        () ->
            ParallelFiles.forEach(
                List.of(1, 2),
                2,
                item -> {
                  if (item == 2) {
                    workOn();
                  } else {
                    await(begun);
                    caller.interrupt();
                  }
                }));
    returned = true;
    assertTrue(Thread.interrupted(), "who interrupts it wants it to know");
    await(ended);
    assertFalse(outlived, "what it began went on when it had returned");
  }
}
