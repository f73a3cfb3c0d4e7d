package org.contentmover.core.election;

import org.contentmover.core.wire.IgnoredReason;

/** What the election wants done, in this order, on the calling thread; must not call back. */
public interface ElectionOutput {
  /** Make the floor durable and return only then. */
  void persistFloor(LeadershipFloor floor);

  /** Multicast a heartbeat of this leader. */
  void sendLeaderAlive(long epoch, int priority, long sequence);

  /** Multicast a claim. */
  void sendLeaderClaim(LeaderClaim claim);

  /** Multicast that this leader gives up its leadership. */
  void sendResign(long epoch);

  /**
   * Tell the leader whose heartbeat was just refused which leadership was accepted here, by
   * unicast: it counts on.
   */
  void sendFloorNotice(LeadershipFloor floor);

  /** Multicast something that this server shall hear itself (EL-15). */
  void sendSelfCheck();

  /** State, leader or epoch is another one now: these. */
  void leadershipChanged(ElectionState state, LeadershipFloor floor);

  /** Something worth a counter happened. */
  void count(ElectionEvent event);

  /** A message changed nothing, and why. */
  void ignored(IgnoredReason reason);
}
