package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.ResourceException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AskedTest {
  private static final long LONG_MS = 30_000;
  private int put;
  private final Asked<Integer> asked = new Asked<>(membership -> ++put, null);

  @Test
  void shouldGiveTheAnswerOfTheLoop() throws Exception {
    asked.run();
    assertEquals(1, asked.await(0));
  }

  @Test
  void shouldNotBePutAfterWhoeverAskedHasGivenUp() {
    assertThrows(ResourceException.class, () -> asked.await(0));
    asked.run();
    assertEquals(0, put);
  }

  @Test
  void shouldNotBePutAfterWhoeverAskedWasInterrupted() {
    Thread.currentThread().interrupt();
    assertThrows(ResourceException.class, () -> asked.await(LONG_MS));
    assertTrue(Thread.interrupted());
    asked.run();
    assertEquals(0, put);
  }

  @Test
  void shouldNotBeGivenUpWhileItIsBeingPut() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Asked<String> slow =
        new Asked<>(
            membership -> {
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                throw new ResourceException(e);
              }
              return "done";
            },
            null);
    CompletableFuture<Void> loop = CompletableFuture.runAsync(slow);
    begun.await();
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread asker =
        new Thread(
            () -> {
              try {
                answer.complete(slow.await(0));
              } catch (Throwable e) {
                answer.completeExceptionally(e);
              }
            });
    asker.start();
    while (asker.getState() != Thread.State.WAITING && !answer.isDone()) {
      Thread.onSpinWait(); // until its patience is at an end
    }
    goOn.countDown();
    assertEquals("done", answer.get());
    loop.get();
  }

  @Test
  void shouldTellWhoeverAskedOfAnErrorThatTheLoopHasToHandle() {
    Asked<String> broken =
        new Asked<>(
            membership -> {
              throw new OutOfMemoryError("of the test");
            },
            null);
    assertThrows(OutOfMemoryError.class, broken::run);
    ResourceException told = assertThrows(ResourceException.class, () -> broken.await(0));
    assertEquals("of the test", told.getMessage());
  }

  @Test
  void shouldSayWhyNobodyAnswers() {
    asked.refuse("it has left");
    asked.run();
    ResourceException refused = assertThrows(ResourceException.class, () -> asked.await(LONG_MS));
    assertEquals("it has left", refused.getMessage());
    assertEquals(0, put);
  }
}
