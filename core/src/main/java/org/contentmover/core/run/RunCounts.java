package org.contentmover.core.run;

/**
 * Participants by result in the present step: {@code acked + failed + pending = all}, always
 * (DT-8).
 */
public record RunCounts(int all, int acked, int failed, int pending) {}
