package org.contentmover.ccm.scrub.view;

/**
 * Whether a server has taken the order to scrub.
 *
 * @param problem why not; empty when it has
 */
public record ScrubOrderView(String server, String problem) {}
