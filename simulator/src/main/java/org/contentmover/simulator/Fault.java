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
 * @param jumpNs by how much a clock jumps
 */
record Fault(long atNs, Kind kind, int server, int[] side, long jumpNs) {
  Fault(long atNs, Kind kind, int server) {
    this(atNs, kind, server, new int[0], 0);
  }

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
    /** The leader is told to move its segment to another control channel, and back. */
    MOVE_CHANNEL,
    MOVE_BACK,
    /** No channel but the configured one can be opened there. */
    NO_OTHER_CHANNEL,
    DISK_FULL,
    DISK_FREE,
    /** The clock jumps by {@link Fault#jumpNs}. */
    CLOCK_JUMP,
    PARTITION,
    /** What side 1 sends does not reach side 0. */
    ONE_WAY_PARTITION,
    HEAL
  }

  @Override
  public String toString() {
    String whom = server == THE_LEADER ? "the leader" : "boston-" + (server + 1);
    if (kind == Kind.PARTITION || kind == Kind.ONE_WAY_PARTITION) {
      whom = Arrays.toString(side);
    } else if (kind == Kind.HEAL) {
      whom = "";
    } else if (kind == Kind.CLOCK_JUMP) {
      whom += String.format(Locale.ROOT, " by %.1f s", jumpNs / 1e9);
    }
    return String.format(Locale.ROOT, "%.3f s %s %s", atNs / 1e9, kind, whom).trim();
  }
}
