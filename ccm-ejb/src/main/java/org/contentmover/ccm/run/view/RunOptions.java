package org.contentmover.ccm.run.view;

import java.time.Instant;

/**
 * What one run of a job does otherwise than its definition says.
 *
 * @param evenIfPinned publishes even what was withdrawn (VC-7)
 * @param holds stages and waits until somebody says that it goes live (VC-8)
 * @param commitAt when it goes live, null: at once unless it holds
 */
public record RunOptions(boolean evenIfPinned, boolean holds, Instant commitAt) {
  public static final RunOptions NONE = new RunOptions(false, false, null);
}
