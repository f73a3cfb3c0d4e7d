package org.contentmover.agent.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.contentmover.agent.testing.ManualExecutor;
import org.junit.jupiter.api.Test;

class WorkTest {
  @Test
  void shouldRunInOrderAndNeverTwoAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    SerialExecutor serial = new SerialExecutor(threads);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1_000);

    for (int i = 0; i < 1_000; i++) {
      int number = i;
      serial.execute(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            order.add(number);
            running.decrementAndGet();
            done.countDown();
          });
    }

    assertTrue(done.await(10, TimeUnit.SECONDS));
    threads.shutdown();
    assertEquals(1, most.get());
    assertEquals(IntStream.range(0, 1_000).boxed().toList(), order);
  }

  @Test
  void shouldGoOnAfterATaskThatFails() {
    ManualExecutor threads = new ManualExecutor();
    SerialExecutor serial = new SerialExecutor(threads);
    List<String> done = new ArrayList<>();
    serial.execute(
        () -> {
          throw new IllegalStateException("first");
        });
    serial.execute(() -> done.add("second"));

    assertThrows(IllegalStateException.class, threads::runAll);
    threads.runAll();
    serial.execute(() -> done.add("third"));
    threads.runAll();

    assertEquals(List.of("second", "third"), done);
  }

  @Test
  void shouldRunNothingElseUntilWorkThatIsHeldIsOver() {
    ManualExecutor threads = new ManualExecutor();
    SerialExecutor serial = new SerialExecutor(threads);
    List<String> done = new ArrayList<>();
    List<Runnable> over = new ArrayList<>();
    serial.execute(() -> done.add("before"));
    serial.hold(over::add);
    serial.execute(() -> done.add("after"));
    threads.runAll();
    assertEquals(List.of("before"), done);
    over.get(0).run();
    threads.runAll();
    assertEquals(List.of("before", "after"), done);
    serial.hold(Runnable::run);
    serial.execute(() -> done.add("at once"));
    threads.runAll();
    assertEquals(List.of("before", "after", "at once"), done);
  }

  /** The host may have none for a moment. */
  @Test
  void shouldGoOnWhenThereIsAThreadAgain() {
    ManualExecutor threads = new ManualExecutor();
    boolean[] none = {true};
    Executor scarce =
        work -> {
          if (none[0]) {
            throw new RejectedExecutionException("no thread");
          }
          threads.execute(work);
        };
    List<String> done = new ArrayList<>();
    SerialExecutor serial = new SerialExecutor(scarce);
    OneAtATime task = new OneAtATime(scarce, () -> done.add("task"));
    assertThrows(RejectedExecutionException.class, () -> serial.execute(() -> done.add("first")));
    assertThrows(RejectedExecutionException.class, task::ask);
    none[0] = false;
    serial.execute(() -> done.add("second"));
    task.ask();
    threads.runAll();
    assertEquals(List.of("first", "second", "task"), done);
  }

  @Test
  void shouldRunOnceMoreForAllWhoAskedDuringARun() {
    ManualExecutor threads = new ManualExecutor();
    AtomicInteger runs = new AtomicInteger();
    OneAtATime[] task = new OneAtATime[1];
    task[0] =
        new OneAtATime(
            threads,
            () -> {
              if (runs.incrementAndGet() == 1) {
                task[0].ask();
                task[0].ask();
              }
            });

    task[0].ask();
    threads.runAll();
    assertEquals(2, runs.get());

    task[0].ask();
    threads.runAll();
    assertEquals(3, runs.get());
  }

  @Test
  void shouldRunAgainThoughThereIsNoOtherThread() {
    ManualExecutor threads = new ManualExecutor();
    AtomicInteger runs = new AtomicInteger();
    OneAtATime[] task = new OneAtATime[1];
    task[0] =
        new OneAtATime(
            threads,
            () -> {
              if (runs.incrementAndGet() == 1) {
                task[0].ask();
                threads.refuse(1);
                throw new IllegalStateException("the first time");
              }
            });

    task[0].ask();
    assertThrows(IllegalStateException.class, threads::runAll);
    assertEquals(2, runs.get());
  }

  @Test
  void shouldCutTextsBetweenCharacters() {
    assertEquals("short", Texts.atMostBytes("short", 5));
    assertEquals("äö…", Texts.atMostBytes("äöüäöü", 8));
    assertTrue(Texts.atMostBytes("😀😀😀😀", 10).getBytes(StandardCharsets.UTF_8).length <= 10);
  }
}
