package org.contentmover.ccm.topology;

/** Who leads a segment, by which epoch; known to be reporting. */
public record SegmentLeader(String segment, String server, String agentUrl, long epoch) {}
