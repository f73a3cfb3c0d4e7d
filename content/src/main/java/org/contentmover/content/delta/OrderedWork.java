package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes pieces with a few threads of its own and hands them on in the order in which they were
 * asked for, in the calling thread. No more than a few are in the making, however slow the sink.
 */
final class OrderedWork implements AutoCloseable {
  private final DeltaSink sink;
  private final int mostAtOnce;
  private final ExecutorService executor;
  private final Queue<Future<MadePiece>> asked = new ArrayDeque<>();

  OrderedWork(int threads, DeltaSink sink) {
    this.sink = sink;
    this.mostAtOnce = threads + 1;
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "content-delta");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Asks for a piece; hands on others when there are many. */
  void add(Callable<MadePiece> making) throws IOException {
    while (asked.size() >= mostAtOnce) {
      handOn();
    }
    asked.add(executor.submit(making));
  }

  /** Hands on all there are. */
  void finish() throws IOException {
    while (!asked.isEmpty()) {
      handOn();
    }
  }

  private void handOn() throws IOException {
    try {
      asked.remove().get().passTo(sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making a delta", e);
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

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
