package org.contentmover.ccm.job.view;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * One job definition and how its latest run stands ({@code lastRun} null: never run).
 *
 * @param watchTrouble null when its staging area is not watched, or can be
 */
public record JobView(
    UUID id,
    String name,
    JobType type,
    String site,
    String group,
    String stagingArea,
    String quorum,
    WaitPolicy onConflict,
    WaitPolicy onMissingQuorum,
    Duration patience,
    Duration deadline,
    Duration publishWhenQuietFor,
    WatchTrouble watchTrouble,
    long revision,
    Instant createdAt,
    UUID lastRun,
    String lastRunPhase) {}
