package org.contentmover.ccm.version.view;

import java.util.List;

/**
 * An order to show other content at some paths on some servers.
 *
 * @param stagingArea from which it is taken, as it is there now
 * @param paths patterns as those of a staging area: {@code /index.html} is that file, {@code news/}
 *     that directory with all in it; what is published there and is not in the staging area is not
 *     shown
 * @param servers of the content group
 * @param reason for the people who read it later; required
 */
public record NewHotContent(
    String stagingArea, List<String> paths, List<String> servers, String reason) {}
