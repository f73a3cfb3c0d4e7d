package org.contentmover.agent.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps tasks until a test runs them, on the test's thread. */
public final class ManualExecutor implements Executor {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int refusals;

  @Override
  public synchronized void execute(Runnable task) {
    if (refusals > 0) {
      refusals--;
      throw new RejectedExecutionException("no thread");
    }
    waiting.add(task);
  }

  private synchronized Runnable next() {
    return waiting.poll();
  }

  /** As many as come next find a host that has no thread left. */
  public synchronized void refuse(int tasks) {
    refusals = tasks;
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
