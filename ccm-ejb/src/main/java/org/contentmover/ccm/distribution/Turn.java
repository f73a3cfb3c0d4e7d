package org.contentmover.ccm.distribution;

/** Whether a server that has to catch up is one of those that do so now (DT-5). */
enum Turn {
  /** Not its time: it is down, in the hands of a run, or pauses after a failure. */
  NONE,
  /** It could begin, but as many as may be are under way. */
  WAITS,
  /** It is prepared or under way. */
  HAS
}
