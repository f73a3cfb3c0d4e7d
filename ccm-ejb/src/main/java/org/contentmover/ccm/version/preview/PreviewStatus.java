package org.contentmover.ccm.version.preview;

/** Where a preview is. */
public enum PreviewStatus {
  WORKING,
  READY,
  /** What is wanted is what is published. */
  NOTHING_TO_DO,
  FAILED
}
