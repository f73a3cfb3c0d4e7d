package org.contentmover.agent.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits on the calling thread, and not much longer than until it is not needed any more. */
public final class CancellablePause {
  private static final long STEP_MS = 100;

  /** Returns after the time, when cancelled, or when the thread is interrupted. */
  public void pause(Duration longest, BooleanSupplier cancelled) {
    long endNs = System.nanoTime() + longest.toNanos();
    try {
      while (!cancelled.getAsBoolean() && System.nanoTime() - endNs < 0) {
        TimeUnit.MILLISECONDS.sleep(STEP_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
