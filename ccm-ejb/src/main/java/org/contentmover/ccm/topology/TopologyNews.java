package org.contentmover.ccm.topology;

/**
 * Something about servers or leaders changed: whoever waits for servers looks again. Fired in the
 * transaction of the change.
 */
public record TopologyNews(String segment) {}
