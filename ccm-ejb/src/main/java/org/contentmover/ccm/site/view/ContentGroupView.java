package org.contentmover.ccm.site.view;

import java.time.Instant;
import java.util.List;

/**
 * One content group of a site, the servers that belong to it right now, and the version its shadow
 * is at (0: nothing published).
 *
 * @param backupVersion the version published before it, where a rollback leads; 0 for none
 */
public record ContentGroupView(
    String site,
    String name,
    Membership membership,
    List<String> segments,
    List<String> servers,
    List<String> labels,
    List<String> members,
    long shadowVersion,
    Instant shadowSince,
    long backupVersion,
    long revision) {
  public ContentGroupView {
    segments = List.copyOf(segments);
    servers = List.copyOf(servers);
    labels = List.copyOf(labels);
    members = List.copyOf(members);
  }
}
