package org.contentmover.ccm.run.view;

import java.time.Instant;
import java.util.UUID;

/**
 * One run in a list; {@code explanation} says why it waits or how it ended.
 *
 * @param kind PUBLISH, RESTORE, REMOVE or ROLLBACK
 * @param job null when it belongs to no job, and so {@code jobName}
 * @param percent 0 to 100 over the whole run, null when it goes nowhere: it failed or was aborted
 * @param reason what the person who ordered it gave as reason, null for none
 */
public record RunSummary(
    UUID id,
    String kind,
    UUID job,
    String jobName,
    String site,
    String group,
    String phase,
    boolean ended,
    Integer percent,
    long version,
    RunCounts counts,
    Instant startedAt,
    Instant endedAt,
    String startedBy,
    String reason,
    String explanation) {}
