package org.contentmover.ccm.version.checkpoint;

import java.util.UUID;

/** How the content store's references to checkpoints are called. */
final class CheckpointRefs {
  static final String PREFIX = "checkpoint/";

  private CheckpointRefs() {}

  static String of(UUID checkpoint) {
    return PREFIX + checkpoint;
  }
}
