package org.contentmover.core.mctp.wire;

/** Where a receiver stands, as it tells the leader; the code is the place in this list, from 1. */
public enum ReceiverState {
  /** Heard the announcement; its agent has not decided yet, or the spool file is being made. */
  OFFERED,
  /** Takes part; what it lacks follows. */
  RECEIVING,
  /** Has every frame and computes the hash. */
  VERIFYING,
  /** Has the whole, hash verified. */
  COMPLETE,
  /** Fetches what it lacks by unicast. */
  FETCHING,
  /** Cannot or will not take part, and says why. */
  REFUSED,
  /** Took part and cannot go on, and says why. */
  FAILED
}
