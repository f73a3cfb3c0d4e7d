package org.contentmover.content.delta.zip;

import java.io.Closeable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Two threads that deflate. They come with the first work and go a second after the last. Who is
 * before others in the archive has its turn before them: its bytes are written first.
 */
final class DeflatingThreads implements Closeable {
  private static final int THREADS = 2;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.SECONDS,
          new PriorityBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "content-deflate");
            thread.setDaemon(true);
            return thread;
          });

  private record Work(int turn, Runnable task) implements Runnable, Comparable<Work> {
    @Override
    public void run() {
      task.run();
    }

    @Override
    public int compareTo(Work other) {
      return Integer.compare(turn, other.turn);
    }
  }

  DeflatingThreads() {
    executor.allowCoreThreadTimeOut(true);
  }

  void execute(int turn, Runnable task) {
    executor.execute(new Work(turn, task));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
