package org.contentmover.ccm.run.view;

import java.time.Instant;
import java.util.UUID;

/**
 * One run in a list. {@code percent} 0 to 100 over the whole run; {@code explanation} says why it
 * waits or how it ended.
 */
public record RunSummary(
    UUID id,
    UUID job,
    String jobName,
    String site,
    String group,
    String phase,
    boolean ended,
    int percent,
    long version,
    RunCounts counts,
    Instant startedAt,
    Instant endedAt,
    String startedBy,
    String explanation) {}
