package org.contentmover.agent.work;

import java.util.concurrent.Executor;

/**
 * A task that many may ask for and that runs at most once at a time. Asked for while it runs, it
 * runs once more afterwards, so that it always sees the state its last asker saw. Safe for any
 * thread.
 */
public final class OneAtATime {
  private final Executor threads;
  private final Runnable task;
  private boolean running;
  private boolean askedAgain;

  public OneAtATime(Executor threads, Runnable task) {
    this.threads = threads;
    this.task = task;
  }

  /** Asks for a run; returns at once. */
  public void ask() {
    synchronized (this) {
      if (running) {
        askedAgain = true;
        return;
      }
      running = true;
    }
    start();
  }

  /** Who gets no thread once, because the host has none left say, may ask again. */
  private void start() {
    try {
      threads.execute(this::run);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        running = false;
      }
      throw e;
    }
  }

  private void run() {
    try {
      task.run();
    } finally {
      if (goesOn()) {
        start();
      }
    }
  }

  private synchronized boolean goesOn() {
    running = askedAgain;
    askedAgain = false;
    return running;
  }
}
