package org.contentmover.ccm.topology.view;

import java.time.Instant;
import java.util.List;

/**
 * One server with everything known of it. {@code inGroup} is false for servers no content group
 * names: they stand out (UI-8).
 *
 * @param freeDiskBytes null when it has not told, or cannot
 * @param labels what an administrator says of it, as {@code name=value}
 * @param box address of its key box, where secrets are sealed for it; null until it has told
 */
public record ServerView(
    String name,
    String segment,
    long revision,
    ServerRole role,
    SegmentRole segmentRole,
    ServerCondition condition,
    boolean up,
    boolean revoked,
    boolean inGroup,
    String agentUrl,
    String address,
    int priority,
    boolean multicastHeard,
    Long freeDiskBytes,
    int cpus,
    double cpuLoad,
    long memoryBytes,
    int connections,
    String timeZone,
    String place,
    String box,
    Instant enrolledAt,
    Instant lastSeenAt,
    String downReason,
    List<String> labels,
    List<ServerSiteView> sites) {
  public ServerView {
    labels = List.copyOf(labels);
    sites = List.copyOf(sites);
  }
}
