package org.contentmover.core.mctp;

/**
 * In how much time servers spread their answers, each at a random moment, so that many answers do
 * not come at once (LD-4).
 *
 * @param shortestNs window of a few servers
 * @param perServerNs what each server adds
 * @param longestNs window of any number of servers
 */
public record AnswerWindow(long shortestNs, long perServerNs, long longestNs) {
  private static final long NS_PER_MS = 1_000_000L;

  /** Rejects windows that make no sense. */
  public AnswerWindow {
    if (shortestNs < 1 || perServerNs < 0 || longestNs < shortestNs) {
      throw new IllegalArgumentException(
          "windows from "
              + shortestNs
              + " ns to "
              + longestNs
              + " ns, "
              + perServerNs
              + " ns each");
    }
  }

  /** The window in which so many servers answer. */
  public long ns(int servers) {
    return Math.min(longestNs, Math.max(shortestNs, servers * perServerNs));
  }

  /** The same as messages carry it: whole milliseconds, rounded up. */
  int ms(int servers) {
    return (int) ((ns(servers) + NS_PER_MS - 1) / NS_PER_MS);
  }
}
