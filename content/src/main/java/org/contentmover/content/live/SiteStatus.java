package org.contentmover.content.live;

/**
 * Which versions of a site a server has (CI-8, UI-5).
 *
 * @param liveVersion served now; 0 when nothing is live yet or what is live was there before the
 *     product
 * @param stagedVersion prepared and not yet visible; 0 for none
 * @param backupVersion the one before live; 0 for none
 * @param problem why the site cannot be worked on, for an administrator; null when all is well
 */
public record SiteStatus(
    long liveVersion, long stagedVersion, long backupVersion, String problem) {}
