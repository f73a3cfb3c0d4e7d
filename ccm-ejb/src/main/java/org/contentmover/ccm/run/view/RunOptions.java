package org.contentmover.ccm.run.view;

/**
 * What one run of a job does otherwise than its definition says.
 *
 * @param evenIfPinned publishes even what was withdrawn (VC-7)
 */
public record RunOptions(boolean evenIfPinned) {
  public static final RunOptions NONE = new RunOptions(false);
}
