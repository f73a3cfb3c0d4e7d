package org.contentmover.ccm.setup;

import java.time.Duration;

/**
 * How much has to go over a connection while the CCM waits for whoever is at its other end: less
 * holds a thread, or a run, for ever. Immutable; pure.
 *
 * @param bytes in each window, 0 when nobody is asked for any
 */
public record LeastProgress(long bytes, Duration window) {
  /** A minute, as the key of the configuration says. */
  public static LeastProgress perMinute(long bytes) {
    return new LeastProgress(bytes, Duration.ofMinutes(1));
  }

  /** Of one connection, at its beginning. */
  public Watch watch() {
    return new Watch(this, 0, 0);
  }

  /** The rule, as an administrator reads it. */
  @Override
  public String toString() {
    return bytes + " bytes in " + window.toSeconds() + " s (" + ConfigurationReader.LEAST + ")";
  }

  /**
   * How it is with one connection. What the CCM itself takes its time for, its rate or its disk,
   * does not count.
   *
   * @param waitedNs for its other end, in the window that has not ended
   * @param bytes that went in this window
   */
  public record Watch(LeastProgress least, long waitedNs, long bytes) {
    /** After it was waited for once more, and what came of it. */
    public Watch waited(long ns, long movedBytes) {
      Watch next = new Watch(least, waitedNs + ns, bytes + movedBytes);
      boolean ended = next.waitedNs >= least.window.toNanos();
      return ended && !next.isTooSlow() ? least.watch() : next;
    }

    /** Whether it is not to be waited for any more. */
    public boolean isTooSlow() {
      return isTooSlowAfter(0);
    }

    /** Whether that is so when nothing goes for some time more. */
    public boolean isTooSlowAfter(long ns) {
      return bytes < least.bytes && waitedNs + ns >= least.window.toNanos();
    }
  }
}
