package org.contentmover.gl.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of a pool of its own, for a program that is no server. */
public final class PooledThreads implements Threads, AutoCloseable {
  private final ExecutorService pool;

  /**
   * An empty pool.
   *
   * @param name of its threads
   * @param maxThreads lent at the same time; what is beyond is refused
   */
  public PooledThreads(String name, int maxThreads) {
    AtomicInteger made = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            0,
            maxThreads,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> new Thread(task, name + "-" + made.incrementAndGet()));
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  @Override
  public void lend(Runnable loop, Runnable stop) {
    pool.execute(loop);
  }

  /** Lends no more; what was lent goes on. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
