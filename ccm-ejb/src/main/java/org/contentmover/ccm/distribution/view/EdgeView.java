package org.contentmover.ccm.distribution.view;

import java.time.Instant;

/**
 * Who serves whom in a distribution: {@code from} is {@code ccm} or a server, {@code state}
 * WAITING, NOTIFIED, FETCHING, DONE or LOST.
 */
public record EdgeView(
    String target,
    String segment,
    String from,
    String state,
    long epoch,
    long fetchedBytes,
    long totalBytes,
    long measuredBytesPerSecond,
    int attempts,
    Instant leaseUntil,
    String reason) {}
