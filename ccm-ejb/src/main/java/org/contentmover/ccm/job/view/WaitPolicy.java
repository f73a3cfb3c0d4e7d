package org.contentmover.ccm.job.view;

/** What a run does when it cannot go on at once. */
public enum WaitPolicy {
  /** Waits until it can, at most until the job's patience is over. */
  WAIT,
  /** Ends as FAILED with the reason. */
  FAIL
}
