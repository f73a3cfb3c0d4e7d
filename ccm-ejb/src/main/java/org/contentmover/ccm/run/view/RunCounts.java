package org.contentmover.ccm.run.view;

/** Participants by result: {@code acked + failed + pending} is always {@code all} (DT-8). */
public record RunCounts(int all, int acked, int failed, int pending) {}
