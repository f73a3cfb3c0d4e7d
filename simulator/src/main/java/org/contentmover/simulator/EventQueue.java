package org.contentmover.simulator;

import java.util.Arrays;

/**
 * Virtual time: runs what is planned in the order of its time, and of planning at equal times. A
 * heap in plain arrays: a busy segment plans hundreds of thousands of events in a second.
 */
final class EventQueue {
  private static final int FIRST_CAPACITY = 1_024;

  private long[] timesNs = new long[FIRST_CAPACITY];
  private long[] orders = new long[FIRST_CAPACITY];
  private Runnable[] actions = new Runnable[FIRST_CAPACITY];
  private int size;
  private long nowNs;
  private long planned;

  long nowNs() {
    return nowNs;
  }

  void at(long atNs, Runnable action) {
    if (size == actions.length) {
      timesNs = Arrays.copyOf(timesNs, 2 * size);
      orders = Arrays.copyOf(orders, 2 * size);
      actions = Arrays.copyOf(actions, 2 * size);
    }
    rise(size++, Math.max(atNs, nowNs), planned++, action);
  }

  void after(long delayNs, Runnable action) {
    at(nowNs + delayNs, action);
  }

  /** Runs everything up to and including that time, and stays there. */
  void runUntil(long untilNs) {
    while (size > 0 && timesNs[0] <= untilNs) {
      nowNs = timesNs[0];
      removeFirst().run();
    }
    nowNs = untilNs;
  }

  private Runnable removeFirst() {
    Runnable first = actions[0];
    size--;
    long lastNs = timesNs[size];
    long order = orders[size];
    Runnable last = actions[size];
    actions[size] = null;
    if (size > 0) {
      sink(lastNs, order, last);
    }
    return first;
  }

  private void rise(int from, long atNs, long order, Runnable action) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!isBefore(atNs, order, parent)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    put(at, atNs, order, action);
  }

  private void sink(long atNs, long order, Runnable action) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(timesNs[child + 1], orders[child + 1], child)) {
        child++;
      }
      if (isBefore(atNs, order, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, atNs, order, action);
  }

  private boolean isBefore(long atNs, long order, int other) {
    return atNs < timesNs[other] || (atNs == timesNs[other] && order < orders[other]);
  }

  private void move(int from, int to) {
    put(to, timesNs[from], orders[from], actions[from]);
  }

  private void put(int to, long atNs, long order, Runnable action) {
    timesNs[to] = atNs;
    orders[to] = order;
    actions[to] = action;
  }
}
