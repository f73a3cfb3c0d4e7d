package org.contentmover.ccm.distribution;

/**
 * A server refused an assignment, because it has taken one with this number or a higher one. Fired
 * in the transaction of its report.
 */
public record SequenceTaken(String site, String group, long sequence) {}
