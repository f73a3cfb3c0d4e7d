package org.contentmover.ccm.site.view;

import java.util.List;

/** A staging area to be created or changed; null lists mean none. */
public record NewStagingArea(
    String name, String site, String path, List<String> includes, List<String> excludes) {}
