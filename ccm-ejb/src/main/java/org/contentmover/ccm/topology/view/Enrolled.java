package org.contentmover.ccm.topology.view;

/** The answer to an enrolment: the CCM's key, to be pinned. */
public record Enrolled(String server, String ccmKeyId, String ccmPublicKey) {}
