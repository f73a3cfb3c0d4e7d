package org.contentmover.agent.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
  private static final int MANY = 100;

  private final AgentThreads threads = new AgentThreads(Thread::new);
  private final CountDownLatch busy = new CountDownLatch(MANY);
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void stop() {
    over.countDown();
    threads.stop();
  }

  private void work() {
    busy.countDown();
    await(over);
  }

  @Test
  void shouldNeverHaveWorkDoneByWhoeverGivesIt() {
    Thread giver =
        new Thread(
            () -> {
              for (int i = 0; i < MANY; i++) {
                threads.workers().execute(this::work);
              }
            });
    giver.start();
    await(busy);
  }

  @Test
  void shouldKeepTheClockGoingHoweverManyAreBusy() {
    for (int i = 0; i < MANY; i++) {
      threads.after(Duration.ZERO, this::work);
    }
    CountDownLatch ticked = new CountDownLatch(1);
    threads.every(Duration.ofHours(1), ticked::countDown);
    await(ticked);
    await(busy);
  }

  @Test
  void shouldTakeNothingOnOnceItIsStopped() {
    threads.stop();
    threads.workers().execute(over::countDown);
    assertEquals(1, over.getCount());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
