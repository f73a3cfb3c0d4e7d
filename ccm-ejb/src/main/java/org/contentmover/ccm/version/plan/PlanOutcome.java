package org.contentmover.ccm.version.plan;

import java.util.UUID;

/**
 * What a run needs to know of its plan; {@code problem} only when FAILED, {@code assignment} only
 * when READY, {@code manifest} (hex) only when it is known.
 */
public record PlanOutcome(
    PlanStatus status,
    UUID assignment,
    String manifest,
    long targetVersion,
    long requiredBytes,
    String problem) {}
