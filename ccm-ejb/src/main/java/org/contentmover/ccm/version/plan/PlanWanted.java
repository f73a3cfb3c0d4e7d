package org.contentmover.ccm.version.plan;

import java.util.UUID;

/**
 * A plan is to be worked on, as this attempt. Fired in the transaction that wants it.
 *
 * @param stagingArea null when none is scanned
 */
public record PlanWanted(UUID run, int attempt, String site, String group, String stagingArea) {}
