package org.contentmover.ccm.version.checkpoint;

import java.util.UUID;

/** A checkpoint is removed. Fired in the transaction that removes it. */
public record CheckpointGone(UUID checkpoint) {}
