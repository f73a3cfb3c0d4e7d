package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.segment.MemberIdentity;
import org.contentmover.core.segment.SegmentConfig;
import org.contentmover.core.segment.SegmentMember;
import org.contentmover.core.segment.SegmentOutput;

/** Makes the member of a server each time it starts. */
@FunctionalInterface
interface MemberFactory {
  SimulatedMember create(
      MemberIdentity identity,
      SegmentConfig config,
      LeadershipFloor floorOnDisk,
      RandomGenerator random,
      SegmentOutput output);

  /** Whether such a server takes a datagram that came in; opened then (EL-7). */
  default boolean admits(SegmentGuard guard, ByteBuffer datagram, long nowNs) {
    return guard.open(datagram, nowNs);
  }

  /** Real members. */
  static MemberFactory real() {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output));
  }
}
