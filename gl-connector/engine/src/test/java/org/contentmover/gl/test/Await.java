package org.contentmover.gl.test;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for a condition that other threads bring about; fails at a deadline, never sleeps it out.
 */
public final class Await {
  private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /** Waits until the condition holds. */
  public static void until(String what, BooleanSupplier condition) {
    until(() -> what, condition);
  }

  /** Waits until the condition holds; what is asked for only when it does not. */
  public static void until(Supplier<String> what, BooleanSupplier condition) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - startNs > DEADLINE_NS) {
        throw new AssertionError("not within 30 s: " + what.get());
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }
}
