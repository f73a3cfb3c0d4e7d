package org.contentmover.ccm.version.checkpoint.view;

/** Where a checkpoint is. */
public enum CheckpointStatus {
  /** Its content is kept already; whether all of it is there is being looked at. */
  CHECKING,
  COMPLETE,
  /** Some of its content is not in the store. */
  FAILED
}
