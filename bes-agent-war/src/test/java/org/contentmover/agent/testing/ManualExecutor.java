package org.contentmover.agent.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Keeps tasks until a test runs them, on the test's thread. */
public final class ManualExecutor implements Executor {
  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Override
  public synchronized void execute(Runnable task) {
    waiting.add(task);
  }

  private synchronized Runnable next() {
    return waiting.poll();
  }

  /** The process that was to run them is gone. */
  public synchronized void forgetAll() {
    waiting.clear();
  }

  /** Runs everything, also what is added meanwhile. */
  public void runAll() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }
}
