package org.contentmover.ccm.topology.view;

/** A server's condition in one word, worst first. */
public enum ServerCondition {
  /** Not heard of for longer than the silence limit, or reported lost by its leader. */
  DOWN,
  /** Its last assignment or one of its sites failed. */
  FAILED,
  /** Takes part in a run or catches up right now. */
  STAGING,
  /** Shows another version than the shadow. */
  STALE,
  UP
}
