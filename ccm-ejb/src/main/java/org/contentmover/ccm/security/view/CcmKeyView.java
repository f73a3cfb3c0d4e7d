package org.contentmover.ccm.security.view;

/**
 * The CCM's signing key: its id and its public part (X.509, base64), which servers pin at
 * enrolment.
 */
public record CcmKeyView(String keyId, String publicKey) {}
