package org.contentmover.agent.leader;

import java.time.Clock;

/**
 * Numbers that only rise, also over a restart of this process, without a file: milliseconds since
 * 1970, or one more than the last. A clock that went back over a restart shows in a refusal that
 * names the number held. Safe for any thread.
 */
final class Sequence {
  private final Clock clock;
  private long last;

  Sequence(Clock clock) {
    this.clock = clock;
  }

  synchronized long next() {
    last = Math.max(last + 1, clock.millis());
    return last;
  }

  /** All later numbers are above this one. */
  synchronized void above(long held) {
    last = Math.max(last, held);
  }
}
