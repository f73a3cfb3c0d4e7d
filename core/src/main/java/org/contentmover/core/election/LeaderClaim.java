package org.contentmover.core.election;

import org.contentmover.core.ids.ServerName;

/**
 * Bid of a candidate (EL-4).
 *
 * @param candidate who bids
 * @param priority its priority, 0 to 100
 * @param contest whether it is a leader that met another one (EL-5)
 * @param floor newest leadership the candidate has accepted
 */
public record LeaderClaim(
    ServerName candidate, int priority, boolean contest, LeadershipFloor floor) {
  /**
   * The order of claims: higher priority first, then the lower name. Total, and never equal for two
   * servers.
   */
  public static boolean beats(
      int priority, ServerName name, int otherPriority, ServerName otherName) {
    return priority != otherPriority ? priority > otherPriority : name.compareTo(otherName) < 0;
  }
}
