package org.contentmover.farm;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something outside this process, by asking again and again. */
public final class Waiting {

  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(200);

  private Waiting() {}

  /**
   * Returns when the condition holds.
   *
   * @param what completes "waited … in vain"
   * @param patienceMillis how long at most
   * @param check may throw when waiting longer is of no use
   * @param hint what to look at, asked for when it was in vain
   */
  public static void until(
      String what,
      long patienceMillis,
      BooleanSupplier condition,
      Runnable check,
      Supplier<String> hint) {
    long startNs = System.nanoTime();
    while (!condition.getAsBoolean()) {
      check.run();
      if (System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(patienceMillis)) {
        throw new FarmException(
            "Waited " + patienceMillis / 1000 + " s " + what + " in vain; " + hint.get());
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  /** As above, when there is nothing to check meanwhile. */
  public static void until(String what, long patienceMillis, BooleanSupplier condition) {
    until(what, patienceMillis, condition, () -> {}, () -> "no further hint");
  }
}
