package org.contentmover.ccm.topology.view;

/**
 * What a new server sends; {@code publicKey} is its Ed25519 key, X.509, base64; {@code box} as in
 * {@link KeyPresence}, null from a server that takes no keys from the CCM.
 */
public record EnrolmentRequest(
    String server, String segment, String role, String agentUrl, String publicKey, String box) {}
