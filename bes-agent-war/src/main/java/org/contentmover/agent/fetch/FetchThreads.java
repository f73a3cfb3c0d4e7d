package org.contentmover.agent.fetch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Lets so many fetches run at a time that a server which is told of hundreds has threads left; the
 * others have their turn in the order they came. What is small never waits: orders are, and a
 * commit must not wait for the content of another site. Safe for any thread.
 */
public final class FetchThreads {
  /** More than any order has, and fetched sooner than a turn comes. */
  static final long SMALL_BYTES = 64 * 1024;

  private final Executor threads;
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  /**
   * None runs yet.
   *
   * @param threads have one at once for whatever they are given
   * @param most large fetches that run at a time
   */
  public FetchThreads(Executor threads, int most) {
    this.threads = threads;
    this.most = most;
  }

  /** Has an assignment of this size, or parts of it, fetched; returns at once. */
  public void execute(long sizeBytes, Runnable fetch) {
    if (sizeBytes <= SMALL_BYTES) {
      threads.execute(fetch);
      return;
    }
    synchronized (waiting) {
      if (running == most) {
        waiting.add(fetch);
        return;
      }
      running++;
    }
    start(fetch);
  }

  private void start(Runnable fetch) {
    try {
      threads.execute(() -> run(fetch));
    } catch (RuntimeException | Error e) {
      synchronized (waiting) {
        running--;
      }
      throw e;
    }
  }

  private void run(Runnable fetch) {
    try {
      fetch.run();
    } finally {
      Runnable next = next();
      if (next != null) {
        start(next);
      }
    }
  }

  private Runnable next() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      if (next == null) {
        running--;
      }
      return next;
    }
  }
}
