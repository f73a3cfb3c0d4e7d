package org.contentmover.ccm.topology.view;

/** A new token with its secret, which is shown this once: only its hash is kept. */
public record IssuedEnrolmentToken(EnrolmentTokenView token, String secret) {}
