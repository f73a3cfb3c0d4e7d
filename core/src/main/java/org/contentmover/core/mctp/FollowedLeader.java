package org.contentmover.core.mctp;

import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * The leadership a member follows; the pair (epoch, leader) names it (EL-6).
 *
 * @param epoch number of the leadership
 * @param leader who leads
 * @param address where the leader receives unicast datagrams
 */
public record FollowedLeader(long epoch, ServerName leader, PeerAddress address) {
  /** Whether a message of that leadership is to be obeyed. */
  boolean is(long otherEpoch, ServerName otherLeader) {
    return epoch == otherEpoch && leader.equals(otherLeader);
  }
}
