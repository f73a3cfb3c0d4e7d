package org.contentmover.core.segment;

import java.util.List;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;

/**
 * A Leader Alive message as it travels: what the election reads, and where the leader is.
 *
 * @param alive for the election
 * @param address where the leader receives unicast datagrams
 * @param agentUrl where the leader's agent is, "" while unknown
 * @param reportsSent registration reports of this leadership so far
 * @param running transfers under way, for latecomers (LD-1); at most {@link #MAX_RUNNING}
 * @param channel control channel of the segment
 * @param nextChannel the one it moves to, the same while it stays (EL-9)
 */
record Heartbeat(
    LeaderAlive alive,
    PeerAddress address,
    String agentUrl,
    long reportsSent,
    List<AssignmentId> running,
    ControlChannel channel,
    ControlChannel nextChannel) {
  /** Most transfers that are listed: with them the datagram has at most 1,197 bytes. */
  static final int MAX_RUNNING = 48;
}
