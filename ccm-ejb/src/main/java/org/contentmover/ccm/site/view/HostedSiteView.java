package org.contentmover.ccm.site.view;

import java.time.Instant;
import java.util.List;

/**
 * One hosted site with the names of its content groups and staging areas.
 *
 * @param checkpointsKept of each content group, pinned ones not counted
 * @param publisherKeys public keys of who signs for what may be live; empty when nobody has to
 */
public record HostedSiteView(
    String name,
    String description,
    long revision,
    Instant createdAt,
    int checkpointsKept,
    List<String> publisherKeys,
    List<String> groups,
    List<String> stagingAreas) {
  public HostedSiteView {
    publisherKeys = List.copyOf(publisherKeys);
    groups = List.copyOf(groups);
    stagingAreas = List.copyOf(stagingAreas);
  }
}
