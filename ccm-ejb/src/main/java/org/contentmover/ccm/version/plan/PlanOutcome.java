package org.contentmover.ccm.version.plan;

import java.util.UUID;

/**
 * What a run needs to know of its plan; {@code problem} only when FAILED, {@code assignment} only
 * when READY.
 */
public record PlanOutcome(
    PlanStatus status, UUID assignment, long targetVersion, long requiredBytes, String problem) {}
