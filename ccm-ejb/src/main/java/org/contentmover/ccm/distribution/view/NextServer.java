package org.contentmover.ccm.distribution.view;

/**
 * Whom to notify: post {@code notification} as it is to {@code agentUrl} with {@code ticket} as
 * bearer.
 */
public record NextServer(
    String server, String agentUrl, String ticket, Notification notification) {}
