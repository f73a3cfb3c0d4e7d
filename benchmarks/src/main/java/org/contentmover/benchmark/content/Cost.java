package org.contentmover.benchmark.content;

/**
 * What a program took, with the programs it started.
 *
 * @param peakBytes the most memory one of these programs had
 */
record Cost(double wallSeconds, double cpuSeconds, long peakBytes) {}
