package org.contentmover.ccm.topology.view;

/** What a server says of one hosted site it holds; versions are 0 when there is none. */
public record SiteFacts(
    String site,
    String group,
    long liveVersion,
    long stagedVersion,
    long backupVersion,
    String problem) {}
