package org.contentmover.ccm.topology;

import java.time.Duration;
import java.time.Instant;
import org.contentmover.ccm.topology.view.SegmentRole;

/** What follows from the reports about a server. */
final class ServerRules {
  private ServerRules() {}

  static SegmentRole role(Server server, Segment segment, Instant now, Duration silentAfter) {
    if (!server.isUp()) {
      return SegmentRole.UNKNOWN;
    }
    if (server.connection == Connection.SINGLE) {
      return SegmentRole.SINGLE;
    }
    if (segment.isSilent(now, silentAfter)) {
      return SegmentRole.UNKNOWN;
    }
    return server.name.equals(segment.leader()) ? SegmentRole.LEADER : SegmentRole.MEMBER;
  }
}
