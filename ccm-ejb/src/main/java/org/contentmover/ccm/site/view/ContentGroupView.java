package org.contentmover.ccm.site.view;

import java.time.Instant;
import java.util.List;

/**
 * One content group of a site, the servers that belong to it right now, and the version its shadow
 * is at (0: nothing published).
 */
public record ContentGroupView(
    String site,
    String name,
    Membership membership,
    List<String> segments,
    List<String> servers,
    List<String> members,
    long shadowVersion,
    Instant shadowSince,
    long revision) {
  public ContentGroupView {
    segments = List.copyOf(segments);
    servers = List.copyOf(servers);
    members = List.copyOf(members);
  }
}
