package org.contentmover.ccm.run.view;

/**
 * An order to publish an earlier tree again.
 *
 * @param version whose tree it is
 * @param reason for the people who read it later; required
 */
public record NewRestore(Long version, String reason) {}
