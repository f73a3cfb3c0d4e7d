package org.contentmover.agent.fetch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Lets so many fetches run at a time that a server which is told of hundreds has threads left; the
 * others have their turn in the order they came. What is small never waits: orders are, and a
 * commit must not wait for the content of another site. Safe for any thread.
 */
public final class FetchThreads {
  private static final Logger LOG = Logger.getLogger(FetchThreads.class.getName());

  /** More than any order has, and fetched sooner than a turn comes. */
  static final long SMALL_BYTES = 64 * 1024;

  private final Executor threads;
  private final int most;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
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
    boolean first;
    synchronized (waiting) {
      first = running < most && waiting.isEmpty();
      if (first) {
        running++;
      } else {
        waiting.add(fetch);
      }
    }
    if (first) {
      start(fetch);
    } else {
      goOn();
    }
  }

  /** To be called now and then: begins what waits only because there was no thread for it once. */
  public void goOn() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        start(next);
      } catch (RuntimeException | Error e) {
        // Whoever gave it away was told that it has its turn, and does not come again.
        synchronized (waiting) {
          waiting.addFirst(next);
        }
        LOG.log(Level.WARNING, "a fetch has to wait for a thread: {0}", e.toString());
        return;
      }
    }
  }

  /** Has a place then; null when none is free, or nobody waits. */
  private Runnable next() {
    synchronized (waiting) {
      if (running == most || waiting.isEmpty()) {
        return null;
      }
      running++;
      return waiting.remove();
    }
  }

  private void start(Runnable fetch) {
    try {
      threads.execute(() -> run(fetch));
    } catch (RuntimeException | Error e) {
      giveUpPlace();
      throw e;
    }
  }

  private void run(Runnable fetch) {
    try {
      fetch.run();
    } finally {
      giveUpPlace();
      goOn();
    }
  }

  private void giveUpPlace() {
    synchronized (waiting) {
      running--;
    }
  }
}
