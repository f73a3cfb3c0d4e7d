package org.contentmover.ccm.version.preview;

import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.core.run.Quorum;
import org.contentmover.core.run.RunKind;

/**
 * The order whose effect somebody wants to know.
 *
 * @param jobName null when it belongs to no job
 * @param source what its tree is made of; for a rollback the tree it leads to
 */
public record PreviewOrder(
    RunKind kind, String site, String group, String jobName, PlanSource source, Quorum quorum) {}
