package org.contentmover.agent.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs tasks one after the other, in the order they came, on threads of another executor. Holds a
 * thread only while there is something to do. Safe for any thread.
 */
public final class SerialExecutor implements Executor {
  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  /** Work that has returned is not over. */
  private boolean held;

  /** Nobody runs tasks because of that. */
  private boolean resting;

  public SerialExecutor(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (waiting) {
      waiting.add(task);
    }
    goOn();
  }

  /** To be called now and then: has what waits run when nobody does, for want of a thread once. */
  public void goOn() {
    synchronized (waiting) {
      if (running || waiting.isEmpty()) {
        return;
      }
      running = true;
    }
    start();
  }

  /** Where there is no thread now, what waits is kept until somebody goes on with it. */
  private void start() {
    try {
      threads.execute(this::runAll);
    } catch (RuntimeException | Error e) {
      synchronized (waiting) {
        running = false;
      }
      throw e;
    }
  }

  /**
   * Runs work that is not over when it returns: no other task is run until it says so, and no
   * thread is held meanwhile.
   *
   * @param work is told how to say so, from any thread and once
   */
  public void hold(Consumer<Runnable> work) {
    execute(
        () -> {
          synchronized (waiting) {
            held = true;
          }
          work.accept(this::release);
        });
  }

  private void release() {
    synchronized (waiting) {
      held = false;
      if (resting) {
        resting = false;
      } else {
        return; // Whoever runs the tasks finds it so.
      }
    }
    resume();
  }

  private void runAll() {
    while (true) {
      Runnable next;
      synchronized (waiting) {
        if (held) {
          resting = true;
          return;
        }
        next = waiting.poll();
        if (next == null) {
          running = false;
          return;
        }
      }
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        // The order must go on; whoever watches the threads sees the failure.
        resume();
        throw e;
      }
    }
  }

  private void resume() {
    synchronized (waiting) {
      if (waiting.isEmpty()) {
        running = false;
        return;
      }
    }
    start();
  }
}
