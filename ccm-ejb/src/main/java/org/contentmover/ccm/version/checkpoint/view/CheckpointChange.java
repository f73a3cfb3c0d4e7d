package org.contentmover.ccm.version.checkpoint.view;

/** What people may change of a checkpoint; its content never changes. */
public record CheckpointChange(String name, String note, Boolean pinned) {}
