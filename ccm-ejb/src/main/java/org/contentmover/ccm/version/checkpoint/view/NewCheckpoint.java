package org.contentmover.ccm.version.checkpoint.view;

/**
 * What is asked for.
 *
 * @param name null for one made of its number; no two checkpoints of a group share one
 * @param note may be null
 * @param pinned stays until it is removed by hand, however many are kept; null for no
 */
public record NewCheckpoint(String site, String group, String name, String note, Boolean pinned) {}
