package org.contentmover.ccm.site.view;

import java.time.Instant;
import java.util.List;

/**
 * One hosted site with the names of its content groups and staging areas.
 *
 * @param checkpointsKept of each content group, pinned ones not counted
 */
public record HostedSiteView(
    String name,
    String description,
    long revision,
    Instant createdAt,
    int checkpointsKept,
    List<String> groups,
    List<String> stagingAreas) {
  public HostedSiteView {
    groups = List.copyOf(groups);
    stagingAreas = List.copyOf(stagingAreas);
  }
}
