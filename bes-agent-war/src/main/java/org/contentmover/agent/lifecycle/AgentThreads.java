package org.contentmover.agent.lifecycle;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The agent's threads: made by the server's managed thread factory. The server's shared executors
 * queue without bound behind few threads; a fetch that waits for its source would hold up everybody
 * else there. Here nothing waits for a thread, and nobody lends his own: how many there are is
 * bounded by what there is to do, one for each site and as many as FetchThreads allows.
 */
final class AgentThreads {
  private static final Logger LOG = Logger.getLogger(AgentThreads.class.getName());
  private static final long IDLE_SECONDS = 30;
  private static final long STOP_WITHIN_SECONDS = 10;
  private static final Duration NO_THREAD_PAUSE = Duration.ofMillis(200);

  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor scheduler;

  AgentThreads(ThreadFactory factory) {
    workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory,
            (work, pool) -> {
              // Once it is stopped nobody does it; else whoever asks has to know.
              if (!pool.isShutdown()) {
                throw new RejectedExecutionException("the server gives no thread");
              }
            }) {
          @Override
          public void execute(Runnable work) {
            try {
              super.execute(work);
            } catch (OutOfMemoryError e) {
              // A host that has no thread left says so with an error, which nobody who gives work
              // away expects; some who get one are dropped for good.
              throw new RejectedExecutionException("the host gives no thread", e);
            }
          }

          @Override
          protected void afterExecute(Runnable work, Throwable failure) {
            if (failure != null) {
              LOG.log(Level.SEVERE, "unexpected failure", failure);
            }
          }
        };
    scheduler = new ScheduledThreadPoolExecutor(1, factory);
  }

  /** For work that may take long or wait. */
  ExecutorService workers() {
    return workers;
  }

  /** Repeats a short action; one that fails is logged and repeated all the same. */
  void every(Duration period, Runnable action) {
    ScheduledFuture<?> unused =
        scheduler.scheduleWithFixedDelay(
            () -> {
              try {
                action.run();
              } catch (RuntimeException | Error e) {
                // A scheduler drops what throws; the next turn may well succeed.
                LOG.log(Level.WARNING, "a periodic action failed", e);
              }
            },
            0,
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Does something on a worker after a while; later still when there is no thread then. */
  void after(Duration wait, Runnable action) {
    ScheduledFuture<?> unused =
        scheduler.schedule(() -> give(action), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** On the scheduler's thread, where nobody would learn that the action is lost. */
  private void give(Runnable action) {
    try {
      workers.execute(action);
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "an action has to wait for a thread", e);
      after(NO_THREAD_PAUSE, action);
    }
  }

  /**
   * Does what gives work away, and all of it again after a while when there was no thread for some.
   *
   * @param action may be done more than once
   */
  void untilThereAreThreads(Runnable action) {
    try {
      action.run();
    } catch (RejectedExecutionException e) {
      LOG.log(Level.WARNING, "there is no thread for all that is to be done; tried again", e);
      after(NO_THREAD_PAUSE, () -> untilThereAreThreads(action));
    }
  }

  /** Ends all; work that does not end within seconds is resumed after the next start. */
  void stop() {
    scheduler.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
