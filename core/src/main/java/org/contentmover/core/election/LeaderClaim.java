package org.contentmover.core.election;

import org.contentmover.core.ids.ServerName;

/**
 * Bid of a candidate (EL-4).
 *
 * @param candidate who bids
 * @param priority its priority, 0 to 100
 * @param contested the leadership it met while it led itself (EL-5), {@link LeadershipFloor#NONE}
 *     for a claim to a vacant place; named, so that a claim which comes late deposes nobody else
 * @param floor newest leadership the candidate has accepted
 */
public record LeaderClaim(
    ServerName candidate, int priority, LeadershipFloor contested, LeadershipFloor floor) {
  /**
   * The order of claims: higher priority first, then the lower name. Total, and never equal for two
   * servers.
   */
  public static boolean beats(
      int priority, ServerName name, int otherPriority, ServerName otherName) {
    return priority != otherPriority ? priority > otherPriority : name.compareTo(otherName) < 0;
  }
}
