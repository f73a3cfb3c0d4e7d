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

  /**
   * Asks for a run; returns at once. Who gets no thread once, because the host has none left say,
   * may ask again.
   */
  public void ask() {
    synchronized (this) {
      if (running) {
        askedAgain = true;
        return;
      }
      running = true;
    }
    try {
      threads.execute(this::run);
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        running = false;
      }
      throw e;
    }
  }

  /** Asked for again meanwhile, it is run by the same thread: there may be no other. */
  private void run() {
    Throwable failure = null;
    do {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failure = failure == null ? e : failure;
      }
    } while (goesOn());
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private synchronized boolean goesOn() {
    running = askedAgain;
    askedAgain = false;
    return running;
  }
}
