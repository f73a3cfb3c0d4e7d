package org.contentmover.gl.engine;

/** The thread that owns the machines, as its parts see it. */
interface Loop {
  /** Runs a task on the loop, after everything that was posted before; from any thread. */
  void post(Runnable task);

  /** The monotonic clock the machines are driven by. */
  long nowNs();
}
