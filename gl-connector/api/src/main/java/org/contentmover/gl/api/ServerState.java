package org.contentmover.gl.api;

/** Where one participant stands in a distribution; every participant is in exactly one (DT-8). */
public enum ServerState {
  /** Announced to, has not answered yet. */
  PENDING,
  /** Takes part in the multicast. */
  RECEIVING,
  /** Fetches what it lacks by HTTP. */
  FETCHING,
  /** Has the whole assignment, hash verified; has not reported a result. */
  RECEIVED,
  /** Has reported its result. */
  REPORTED,
  /** Cannot take part; the reason is its own. */
  REFUSED,
  /** Did not answer, in spite of repeated requests. */
  MISSING
}
