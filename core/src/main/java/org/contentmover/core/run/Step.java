package org.contentmover.core.run;

/**
 * The three things servers are asked for in the course of a run; each is a distribution of its own.
 */
public enum Step {
  STAGING,
  COMMITTING,
  ABORTING
}
