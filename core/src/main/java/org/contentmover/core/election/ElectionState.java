package org.contentmover.core.election;

/** Where a member stands in the election (EL-2). */
public enum ElectionState {
  /** No leader heard; waits its claim delay. */
  LEADER_UNKNOWN,
  /** Gave way to a better claim; waits for the winner's Leader Alive. */
  CONCEDING,
  /** Has claimed; waits for a better claim. */
  VOTING_OPEN,
  /** Follows a leader. */
  LEADER_KNOWN,
  /** Leads. */
  LEADER_IS_ME
}
