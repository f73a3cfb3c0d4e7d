package org.contentmover.ccm.version.checkpoint;

import java.util.UUID;

/** A checkpoint is to be worked on, as this attempt. Fired in the transaction that wants it. */
public record CheckpointWanted(UUID checkpoint, int attempt) {}
