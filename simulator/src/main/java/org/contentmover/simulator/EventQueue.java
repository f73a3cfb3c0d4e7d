package org.contentmover.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time: runs what is planned in the order of its time, and of planning at equal times. */
final class EventQueue {
  private record Event(long atNs, long order, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::atNs).thenComparingLong(Event::order));
  private long nowNs;
  private long planned;

  long nowNs() {
    return nowNs;
  }

  void at(long atNs, Runnable action) {
    events.add(new Event(Math.max(atNs, nowNs), planned++, action));
  }

  void after(long delayNs, Runnable action) {
    at(nowNs + delayNs, action);
  }

  /** Runs everything up to and including that time, and stays there. */
  void runUntil(long untilNs) {
    while (!events.isEmpty() && events.peek().atNs() <= untilNs) {
      Event next = events.poll();
      nowNs = next.atNs();
      next.action().run();
    }
    nowNs = untilNs;
  }
}
