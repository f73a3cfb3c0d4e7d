package org.contentmover.ccm.distribution.view;

import java.time.Instant;

/** What a leader says of one participant. */
public record ServerReport(
    String server,
    String state,
    int percent,
    String outcome,
    String reason,
    long liveVersion,
    Instant at) {}
