package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * A staging area to be created or changed; null lists mean none.
 *
 * @param server where it lies, null for the CCM's own host
 */
public record NewStagingArea(
    String name,
    String site,
    String server,
    String path,
    List<String> includes,
    List<String> excludes) {}
