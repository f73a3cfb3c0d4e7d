package org.contentmover.ccm.problem;

/**
 * A leader reports in an epoch below the one the CCM has accepted from a leader that is silent now:
 * nobody in the segment remembers it, and the reporter has to count on above it (409; EL-6).
 */
public final class LeadershipForgotten extends Conflict {
  private static final long serialVersionUID = 1L;
  private final long epoch;
  private final String leader;

  public LeadershipForgotten(String message, long epoch, String leader) {
    super(message);
    this.epoch = epoch;
    this.leader = leader;
  }

  /** The epoch the CCM holds. */
  public long epoch() {
    return epoch;
  }

  /** Who led in it. */
  public String leader() {
    return leader;
  }
}
