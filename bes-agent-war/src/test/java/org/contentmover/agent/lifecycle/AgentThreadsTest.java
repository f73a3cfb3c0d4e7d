package org.contentmover.agent.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
  private static final int MANY = 100;

  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AgentThreads threads = new AgentThreads(this::thread);
  private final CountDownLatch busy = new CountDownLatch(MANY);
  private final CountDownLatch over = new CountDownLatch(1);

  /** As many as are refused find a host that has no thread left. */
  private Thread thread(Runnable work) {
    made.incrementAndGet();
    boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return new Thread(work) {
      @Override
      public synchronized void start() {
        if (refused) {
          throw new OutOfMemoryError("unable to create native thread");
        }
        super.start();
      }
    };
  }

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
    assertEquals(0, made.get(), "a thread was made for it");
  }

  /** One kind of failure, which whoever gives work away is prepared for. */
  @Test
  void shouldRefuseWorkWhileTheHostHasNoThread() {
    refusals.set(1);
    assertThrows(
        RejectedExecutionException.class, () -> threads.workers().execute(over::countDown));
    threads.workers().execute(over::countDown);
    await(over);
  }

  @Test
  void shouldRepeatAnActionThatAnErrorEnded() {
    CountDownLatch turns = new CountDownLatch(3);
    threads.every(
        Duration.ofMillis(1),
        () -> {
          turns.countDown();
          throw new OutOfMemoryError("unable to create native thread");
        });
    await(turns);
  }

  @Test
  void shouldDoLaterWhatFoundNoThreadWhenItsTimeCame() {
    CountDownLatch ticked = new CountDownLatch(1);
    threads.every(Duration.ofHours(1), ticked::countDown);
    await(ticked);
    refusals.set(2);
    threads.after(Duration.ZERO, over::countDown);
    await(over);
    assertEquals(0, refusals.get());
  }

  /** What was begun before the last start is resumed by nobody else. */
  @Test
  void shouldRepeatWhatGaveWorkAwayUntilThereAreThreads() {
    CountDownLatch ticked = new CountDownLatch(1);
    threads.every(Duration.ofHours(1), ticked::countDown);
    await(ticked);
    refusals.set(1);
    AtomicInteger turns = new AtomicInteger();
    threads.untilThereAreThreads(
        () -> {
          turns.incrementAndGet();
          threads.workers().execute(over::countDown);
        });
    assertEquals(1, turns.get(), "at once, and on the thread of whoever asks");
    await(over);
    assertEquals(2, turns.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
