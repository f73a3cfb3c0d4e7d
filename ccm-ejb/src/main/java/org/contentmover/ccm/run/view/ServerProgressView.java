package org.contentmover.ccm.run.view;

import java.time.Instant;

/**
 * One participant of a run. {@code step} is STAGING, COMMITTING or ABORTING; {@code state} as in
 * docs/protocol/distribution.md; {@code outcome} null until the server reported.
 */
public record ServerProgressView(
    String server,
    String segment,
    String step,
    String state,
    int percent,
    String outcome,
    String reason,
    long liveVersion,
    Instant at) {}
