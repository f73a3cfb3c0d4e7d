package org.contentmover.core.run;

/** What a run does when it cannot go on at once. */
public enum Reaction {
  WAIT,
  FAIL
}
