package org.contentmover.ccm.topology.view;

/**
 * The CCM's answer to a server that told its keys.
 *
 * @param ring revision of the ring the server is to have
 * @param sealed the ring, for the server's box only; null when it has that one
 * @param askAgainSeconds when it is to ask next
 */
public record KeyHandout(long ring, String sealed, int askAgainSeconds) {}
