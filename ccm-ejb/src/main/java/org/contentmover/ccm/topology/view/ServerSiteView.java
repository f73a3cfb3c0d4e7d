package org.contentmover.ccm.topology.view;

import java.time.Instant;

/**
 * One (hosted site, content group) on one server: what it shows, what it should show ({@code
 * shadowVersion}), and why the two differ ({@code explanation}, never null, for an administrator).
 * Versions are 0 when there is none.
 */
public record ServerSiteView(
    String site,
    String group,
    long liveVersion,
    long stagedVersion,
    long backupVersion,
    long shadowVersion,
    Freshness freshness,
    Instant staleSince,
    String problem,
    String explanation) {}
