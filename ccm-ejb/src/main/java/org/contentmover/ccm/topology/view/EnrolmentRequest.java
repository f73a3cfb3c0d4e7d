package org.contentmover.ccm.topology.view;

/** What a new server sends; {@code publicKey} is its Ed25519 key, X.509, base64. */
public record EnrolmentRequest(
    String server, String segment, String role, String agentUrl, String publicKey) {}
