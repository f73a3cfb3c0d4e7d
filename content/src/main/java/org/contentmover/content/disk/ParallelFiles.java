package org.contentmover.content.disk;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Does the same to many files with a few threads of its own, which end with the call.
 *
 * <p>The calling thread waits; when it is interrupted, the work stops with the items at hand, and
 * the interrupt stays set.
 */
public final class ParallelFiles {
  private ParallelFiles() {}

  /** What is done to one item. */
  @FunctionalInterface
  public interface Action<T> {
    void accept(T item) throws IOException;
  }

  /**
   * Does it to every item, in no particular order.
   *
   * @throws IOException the first failure; the rest is then left undone
   */
  public static <T> void forEach(Iterable<T> items, int threads, Action<T> action)
      throws IOException {
    SharedIterator<T> shared = new SharedIterator<>(items.iterator());
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "content-files");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Void> workers = new ExecutorCompletionService<>(executor);
      for (int i = 0; i < threads; i++) {
        Future<Void> unused =
            workers.submit(
                () -> {
                  work(shared, action);
                  return null;
                });
      }
      await(workers, threads);
    } finally {
      shared.stop();
      executor.shutdownNow();
      awaitEnd(executor);
    }
  }

  private static <T> void work(SharedIterator<T> items, Action<T> action) throws IOException {
    boolean complete = false;
    try {
      for (T item = items.next(); item != null; item = items.next()) {
        action.accept(item);
      }
      complete = true;
    } finally {
      if (!complete) {
        items.stop();
      }
    }
  }

  /** Whoever called works on with what its threads have made, or deletes it. */
  private static void awaitEnd(ExecutorService executor) {
    boolean interrupted = Thread.interrupted();
    while (!executor.isTerminated()) {
      try {
        executor.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first one that fails ends it, whichever that is. */
  private static void await(CompletionService<Void> workers, int count) throws IOException {
    try {
      for (int i = 0; i < count; i++) {
        workers.take().get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while working on files", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Hands out items one by one, to any thread, until told to stop. */
  private static final class SharedIterator<T> {
    private final Iterator<T> items;
    private boolean stopped;

    SharedIterator(Iterator<T> items) {
      this.items = items;
    }

    synchronized T next() {
      return stopped || !items.hasNext() ? null : items.next();
    }

    synchronized void stop() {
      stopped = true;
    }
  }
}
