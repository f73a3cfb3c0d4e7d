package org.contentmover.ccm.topology;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.contentmover.ccm.topology.view.SegmentRole;
import org.contentmover.ccm.topology.view.ServerRole;

/**
 * A server as the rest of the CCM sees it. Immutable.
 *
 * @param segmentRole what it is in its segment right now
 * @param box address of its key box; empty until it has told one
 * @param epoch its segment's epoch
 * @param freeDiskBytes null when it has not told, or cannot
 * @param labels what an administrator says of it: values by name
 * @param liveVersions version shown by hosted site; sites that are missing were never reported
 */
public record ServerState(
    String name,
    String segment,
    ServerRole role,
    String agentUrl,
    Optional<String> box,
    boolean up,
    SegmentRole segmentRole,
    long epoch,
    Instant downSince,
    String downReason,
    Long freeDiskBytes,
    int cpus,
    long measuredBytesPerSecond,
    Map<String, String> labels,
    Map<String, Long> liveVersions) {
  public ServerState {
    labels = Map.copyOf(labels);
    liveVersions = Map.copyOf(liveVersions);
  }

  /** The version it shows of a site, 0 when it shows none. */
  public long liveVersion(String site) {
    return liveVersions.getOrDefault(site, 0L);
  }

  /** Reached by itself, not through a leader (EL-15). */
  public boolean isSingle() {
    return segmentRole == SegmentRole.SINGLE;
  }
}
