package org.contentmover.ccm.version.plan;

import java.util.UUID;

/**
 * Something about the plan of a run that an administrator should know. Fired in the transaction
 * that settles it.
 *
 * @param text whole sentences
 */
public record PlanRemark(UUID run, String text) {}
