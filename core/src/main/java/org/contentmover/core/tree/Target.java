package org.contentmover.core.tree;

import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * Somebody who is to get the assignment, with what decides the order (DT-1).
 *
 * @param segment the segment it is relayed into, null for a single server (EL-15)
 * @param server the segment's leader right now, or the single server; null while nobody leads
 * @param epoch the leader's epoch, 0 for a single server
 * @param pinned order an administrator gave, lower first; 0 for none
 * @param measuredBytesPerSecond what it fetched at last time, 0 when unknown
 */
public record Target(
    SegmentName segment,
    ServerName server,
    long epoch,
    int pinned,
    long measuredBytesPerSecond,
    int cpus) {
  public Target {
    if (segment == null && server == null) {
      throw new IllegalArgumentException("a target is a segment, a server, or both");
    }
  }

  public static Target leader(SegmentName segment, ServerName leader, long epoch) {
    return new Target(segment, leader, epoch, 0, 0, 0);
  }

  public static Target single(ServerName server) {
    return new Target(null, server, 0, 0, 0, 0);
  }

  boolean relays() {
    return segment != null;
  }

  /** Unique in a distribution. */
  String name() {
    return segment != null ? segment.value() : Edge.singleTarget(server);
  }
}
