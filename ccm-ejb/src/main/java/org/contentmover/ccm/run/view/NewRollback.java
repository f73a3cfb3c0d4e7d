package org.contentmover.ccm.run.view;

/**
 * An order to take a version back.
 *
 * @param version the version to be withdrawn; null: whichever is published
 * @param reason for the people who read it later; required
 */
public record NewRollback(Long version, String reason) {}
