package org.contentmover.ccm.job.view;

/** What a job does. */
public enum JobType {
  PUBLISH
}
