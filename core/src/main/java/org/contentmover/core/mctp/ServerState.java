package org.contentmover.core.mctp;

/** Where one participant stands in a distribution; every participant is in exactly one (DT-8). */
public enum ServerState {
  /** Announced to, has not decided yet. */
  PENDING,
  /** Takes part in the multicast, or verifies what it got. */
  RECEIVING,
  /** Fetches what it lacks by unicast. */
  FETCHING,
  /** Has the whole assignment, hash verified; has not reported a result. */
  RECEIVED,
  /** Has reported its result. */
  REPORTED,
  /** Cannot take part; the reason is its own. */
  REFUSED,
  /** Did not answer in spite of repeated requests, or not in time. */
  MISSING;

  /** Whether nothing more is expected from a server in this state. */
  public boolean isSettled() {
    return this == REPORTED || this == REFUSED || this == MISSING;
  }
}
