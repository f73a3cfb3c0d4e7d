package org.contentmover.ccm.job.view;

import java.time.Instant;

/**
 * Why a job that watches its staging area does not publish by itself now (CM-10).
 *
 * @param problem what is wrong and what to do, at most {@link #LONGEST_PROBLEM} characters
 */
public record WatchTrouble(Instant since, String problem) {
  public static final int LONGEST_PROBLEM = 4_000;
}
