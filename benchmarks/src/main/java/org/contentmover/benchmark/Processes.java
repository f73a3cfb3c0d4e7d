package org.contentmover.benchmark;

import java.util.concurrent.TimeUnit;

/** The end of processes. */
final class Processes {
  private static final long PATIENCE_S = 10;

  private Processes() {}

  /** Waits for a process that is about to end; kills it when it does not. */
  static void awaitEnd(Process process) {
    boolean interrupted = false;
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
