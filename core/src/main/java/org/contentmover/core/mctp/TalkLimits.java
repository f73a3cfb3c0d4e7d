package org.contentmover.core.mctp;

import java.util.HashMap;
import java.util.Map;
import org.contentmover.core.ids.ServerName;

/**
 * How many messages a leader reads of each server, so that one that floods it with statuses, counts
 * or reports takes nothing from the others (LD-4). Asked before a message's body is read.
 *
 * <p>Participants have an allowance each; everybody else has one together, so invented names are of
 * no use. Memory is bounded by the participants.
 */
final class TalkLimits {
  /** Messages of all participants together that a leader reads without falling behind. */
  private static final double READ_PER_SECOND = 10_000;

  private static final double MOST_PER_SECOND = 1_000;

  /** A status after a pass and some answers, with a thousand participants. */
  private static final double LEAST_PER_SECOND = 20;

  /** Several statuses of 64 datagrams at once. */
  private static final double BURST = 256;

  private static final double NS_PER_SECOND = 1e9;

  private final Map<ServerName, Allowance> byServer = new HashMap<>();
  private final Allowance strangers = new Allowance();

  /** What may still be read of one sender. */
  private static final class Allowance {
    private double messages = BURST;
    private long atNs = Long.MIN_VALUE;

    boolean take(double perSecond, long nowNs) {
      if (atNs != Long.MIN_VALUE) {
        messages = Math.min(BURST, messages + (nowNs - atNs) * perSecond / NS_PER_SECOND);
      }
      atNs = nowNs;
      if (messages < 1) {
        return false;
      }
      messages--;
      return true;
    }
  }

  /**
   * Whether one more message of a server is read.
   *
   * @param participates in a session of this leader
   */
  boolean admits(ServerName sender, boolean participates, long nowNs) {
    if (!participates) {
      return strangers.take(MOST_PER_SECOND, nowNs);
    }
    Allowance allowance = byServer.computeIfAbsent(sender, name -> new Allowance());
    double equal = READ_PER_SECOND / byServer.size();
    return allowance.take(Math.max(LEAST_PER_SECOND, Math.min(MOST_PER_SECOND, equal)), nowNs);
  }

  /** Another leadership begins, with other participants. */
  void clear() {
    byServer.clear();
  }
}
