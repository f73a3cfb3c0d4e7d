package org.contentmover.simulator;

import java.util.Arrays;
import java.util.Locale;

/**
 * One thing that goes wrong, or right again, at a time. What does not apply when its time comes
 * (crashing a server that is down) is left out.
 *
 * @param atNs when
 * @param kind what
 * @param server index of the server it strikes, or {@link #THE_LEADER}
 * @param side of each server, for a partition
 */
record Fault(long atNs, Kind kind, int server, int[] side) {
  /** Strikes whoever leads then. */
  static final int THE_LEADER = -1;

  enum Kind {
    CRASH,
    RESTART,
    LEAVE,
    PAUSE,
    RESUME,
    DEAF,
    HEARING,
    PARTITION,
    HEAL
  }

  @Override
  public String toString() {
    String whom = kind == Kind.PARTITION ? Arrays.toString(side) : "";
    if (kind != Kind.PARTITION && kind != Kind.HEAL) {
      whom = server == THE_LEADER ? "the leader" : "boston-" + (server + 1);
    }
    return String.format(Locale.ROOT, "%.3f s %s %s", atNs / 1e9, kind, whom).trim();
  }
}
