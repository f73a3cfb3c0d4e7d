package org.contentmover.core.mctp;

/**
 * How a session keeps its rate.
 *
 * @param burstNs how much sending time a session that was held up may catch up at once; switches
 *     and sockets must be able to buffer it
 * @param wakeNs sending time gathered before the next frames go; a sleeping loop wakes no more
 *     often
 */
public record Pace(long burstNs, long wakeNs) {
  /** Rejects a burst that could not hold what is gathered. */
  public Pace {
    if (wakeNs < 0 || burstNs < wakeNs) {
      throw new IllegalArgumentException("burst of " + burstNs + " ns, wake after " + wakeNs);
    }
  }
}
