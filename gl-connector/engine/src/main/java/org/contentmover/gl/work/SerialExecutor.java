package org.contentmover.gl.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.contentmover.gl.log.ConnectorLog;

/**
 * Runs tasks one after the other, in the order given, on threads of another executor. Safe for use
 * by several threads. What a task throws is logged, and the next one has its turn: they are of
 * different files or channels.
 */
public final class SerialExecutor implements Executor {
  private final Executor executor;
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  /** Borrows a thread of {@code executor} whenever there is something to do. */
  public SerialExecutor(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    executor.execute(this::runAll);
  }

  private void runAll() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (Throwable t) {
        ConnectorLog.TASK_FAILED.log(t);
      }
    }
  }

  private synchronized Runnable next() {
    Runnable task = tasks.poll();
    running = task != null;
    return task;
  }
}
