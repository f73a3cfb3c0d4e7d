package org.contentmover.gl.faults;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps datagrams for a while, those of one wait in their order. Has a thread of its own from the
 * first datagram on until it is closed; what waits then is lost. Safe for use by several threads.
 */
final class DelayLine implements AutoCloseable {
  private final ScheduledThreadPoolExecutor thread;

  DelayLine(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "injected delays of " + name);
              made.setDaemon(true);
              return made;
            },
            // A carrier that is being closed sends no more: what comes then is lost.
            new ScheduledThreadPoolExecutor.DiscardPolicy());
  }

  void after(int waitMs, Runnable action) {
    var unused = thread.schedule(action, waitMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
