package org.contentmover.ccm.run.view;

import java.util.UUID;

/**
 * An order to publish an earlier tree again: that of a version or of a checkpoint.
 *
 * @param version whose tree it is, null for a checkpoint's
 * @param checkpoint whose tree it is, null for a version's
 * @param reason for the people who read it later; required
 */
public record NewRestore(Long version, UUID checkpoint, String reason) {}
