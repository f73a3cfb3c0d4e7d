package org.contentmover.ccm.topology.view;

/** The key an unrevoked server signs with (X.509, base64). */
public record ServerKey(String server, String segment, String publicKey) {}
