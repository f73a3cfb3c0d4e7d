package org.contentmover.core.path;

/**
 * Bounds and time limits of the search for the largest datagram that reaches everybody.
 *
 * @param largestBytes what this server's own interface takes without fragmenting, headers of IP and
 *     UDP taken off; 0: nothing is searched for
 * @param intervalNs between two probes; members answer within half of it
 * @param tries unanswered probes of one size after which it counts as too large for a member
 * @param reviewNs after which everything is found out anew: paths change
 */
public record PathConfig(int largestBytes, long intervalNs, int tries, long reviewNs) {
  private static final long MS = 1_000_000L;
  private static final long MINUTE_NS = 60_000 * MS;
  private static final int TRIES = 4;
  private static final int LARGEST_DATAGRAM = 65_507;

  /** Rejects times that are none. */
  public PathConfig {
    if (largestBytes < 0 || largestBytes > LARGEST_DATAGRAM) {
      throw new IllegalArgumentException("largest datagram is " + largestBytes + " bytes");
    }
    if (intervalNs < 2 || tries < 1 || reviewNs < intervalNs) {
      throw new IllegalArgumentException(
          "interval " + intervalNs + ", tries " + tries + ", review " + reviewNs);
    }
  }

  /** Nothing is searched for; probes of a leader that searches are answered. */
  public static PathConfig off() {
    return new PathConfig(0, 200 * MS, TRIES, MINUTE_NS);
  }

  /** Searches up to that size. */
  public static PathConfig upTo(int largestBytes) {
    return new PathConfig(largestBytes, 200 * MS, TRIES, MINUTE_NS);
  }

  /** The same with waits so many times as long. */
  public PathConfig slower(int times) {
    return new PathConfig(largestBytes, times * intervalNs, tries, reviewNs);
  }
}
