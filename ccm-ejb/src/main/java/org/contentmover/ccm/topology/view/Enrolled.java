package org.contentmover.ccm.topology.view;

/**
 * The answer to an enrolment: the CCM's keys, to be pinned, and the keys of the segment; null for a
 * server that does not say where they can be sealed for it.
 */
public record Enrolled(String server, String ccmKeyId, String ccmKeyRing, KeyHandout segmentKeys) {}
