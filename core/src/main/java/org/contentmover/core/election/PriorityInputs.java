package org.contentmover.core.election;

/**
 * What is measured of a server when its priority is computed (EL-3).
 *
 * @param cpus processors, 0 when unknown
 * @param loadPermille share of the processors in use now in thousandths, less than 0 when unknown
 * @param memoryBytes physical memory, 0 when unknown
 * @param freeDiskBytes free space where versions are staged, 0 when unknown
 * @param membersKnown other servers of the segment in the newest list
 * @param heartbeatLossPermille share of the leader's heartbeats that were lost, in thousandths
 * @param uncleanEnds how often it ended in the last days without having left the segment
 * @param sites hosted sites
 * @param soundSites those of them that show a version and have no problem
 */
public record PriorityInputs(
    int cpus,
    int loadPermille,
    long memoryBytes,
    long freeDiskBytes,
    int membersKnown,
    int heartbeatLossPermille,
    int uncleanEnds,
    int sites,
    int soundSites) {}
