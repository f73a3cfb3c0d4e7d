package org.contentmover.ccm.topology;

/** A server is removed from the farm, in the transaction that observes this. */
public record ServerGone(String server) {}
