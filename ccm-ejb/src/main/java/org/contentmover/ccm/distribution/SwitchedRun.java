package org.contentmover.ccm.distribution;

import java.util.UUID;

/** A run whose site goes live with others by one commit, and the version that does. */
public record SwitchedRun(UUID run, String site, String group, long version) {}
