package org.contentmover.gl.work;

/**
 * The one clock of the connector: nanoseconds since the class was loaded. Starts at 0, so that
 * points in time can be compared and added without a thought of overflow, which those of {@link
 * System#nanoTime} cannot.
 */
public final class MonotonicClock {
  private static final long ORIGIN_NS = System.nanoTime();

  private MonotonicClock() {}

  /** Now. */
  public static long nowNs() {
    return System.nanoTime() - ORIGIN_NS;
  }
}
