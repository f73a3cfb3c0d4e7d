package org.contentmover.gl.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.work.MonotonicClock;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private final Queue<Runnable> work = new ArrayDeque<>();
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final Deliveries deliveries = new Deliveries(work::add, wakeUps::incrementAndGet);
  private final List<String> delivered = new ArrayList<>();
  private final Endpoint agent = event -> event.accept(null);

  @Test
  void shouldKeepTheOrderWithinALane() {
    deliveries.activate(agent);
    deliveries.add("a", "one", named("one"));
    deliveries.add("a", "two", named("two"));
    deliveries.add("b", "three", named("three"));
    assertEquals(2, work.size(), "one run for each lane");
    doWork();
    assertEquals(List.of("one", "two", "three"), delivered);
  }

  @Test
  void shouldHoldEventsUntilAnEndpointIsActive() {
    deliveries.add("a", "one", named("one"));
    deliveries.replace("l", "old", named("old"));
    deliveries.replace("l", "new", named("new"));
    doWork();
    assertEquals(List.of(), delivered);
    deliveries.activate(agent);
    doWork();
    assertEquals(2, delivered.size());
    assertTrue(delivered.containsAll(List.of("one", "new")), delivered.toString());
  }

  @Test
  void shouldDeliverAgainAfterAPauseThatGrows() {
    int failures = 4;
    AtomicInteger attempts = new AtomicInteger();
    deliveries.activate(agent);
    deliveries.add(
        "a",
        "stubborn",
        listener -> {
          if (attempts.incrementAndGet() <= failures) {
            throw new IllegalStateException("not now");
          }
          delivered.add("stubborn");
        });
    deliveries.add("a", "after", named("after"));
    long previousPauseNs = 0;
    for (int i = 1; i <= failures; i++) {
      long beforeNs = MonotonicClock.nowNs();
      doWork();
      assertEquals(i, attempts.get());
      assertEquals(i, wakeUps.get());
      long pauseNs = deliveries.nextDeadlineNs() - beforeNs;
      assertTrue(pauseNs > previousPauseNs, "pause " + pauseNs + " after " + previousPauseNs);
      previousPauseNs = pauseNs;
      deliveries.onTimer(deliveries.nextDeadlineNs() - 1);
      assertEquals(0, work.size(), "too early");
      deliveries.onTimer(deliveries.nextDeadlineNs());
    }
    doWork();
    assertEquals(List.of("stubborn", "after"), delivered);
    assertEquals(Long.MAX_VALUE, deliveries.nextDeadlineNs());
  }

  @Test
  void shouldDeliverOnceMoreWhenAnEventIsReplacedWhileItIsUnderWay() {
    deliveries.activate(agent);
    deliveries.replace(
        "l",
        "old",
        listener -> {
          delivered.add("old");
          deliveries.replace("l", "new", named("new"));
        });
    doWork();
    assertEquals(List.of("old", "new"), delivered);
  }

  @Test
  void shouldNotInsistOnAFailedEventThatWasReplaced() {
    deliveries.activate(agent);
    deliveries.replace(
        "l",
        "old",
        listener -> {
          deliveries.replace("l", "new", named("new"));
          throw new IllegalStateException("refused");
        });
    doWork();
    deliveries.onTimer(deliveries.nextDeadlineNs());
    doWork();
    assertEquals(List.of("new"), delivered);
  }

  @Test
  void shouldWaitForTheNextEndpointAfterADeactivation() {
    deliveries.activate(agent);
    deliveries.deactivate(agent);
    deliveries.add("a", "one", named("one"));
    doWork();
    assertEquals(List.of(), delivered);
    deliveries.activate(agent);
    doWork();
    assertEquals(List.of("one"), delivered);
  }

  @Test
  void shouldTryAtOnceWhenAnEndpointComesDuringAPause() {
    deliveries.activate(
        event -> {
          throw new IllegalStateException("being undeployed");
        });
    deliveries.add("a", "one", named("one"));
    doWork();
    deliveries.activate(agent);
    doWork();
    assertEquals(List.of("one"), delivered);
  }

  @Test
  void shouldForgetWhatIsDropped() {
    deliveries.add("a", "one", named("one"));
    deliveries.drop("a");
    deliveries.activate(agent);
    doWork();
    assertEquals(List.of(), delivered);
  }

  @Test
  void shouldGiveTheListenerToTheEvent() {
    List<Leadership> seen = new ArrayList<>();
    deliveries.activate(
        event ->
            event.accept(
                new org.contentmover.gl.test.RecordingListener() {
                  @Override
                  public void leadershipChanged(Leadership leadership) {
                    seen.add(leadership);
                  }
                }));
    deliveries.add("l", "leadership", listener -> listener.leadershipChanged(Leadership.NONE));
    doWork();
    assertEquals(List.of(Leadership.NONE), seen);
  }

  private Consumer<GlListener> named(String name) {
    return listener -> delivered.add(name);
  }

  private void doWork() {
    for (Runnable task = work.poll(); task != null; task = work.poll()) {
      task.run();
    }
  }
}
