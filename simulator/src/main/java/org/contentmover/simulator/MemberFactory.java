package org.contentmover.simulator;

import java.util.random.RandomGenerator;
import org.contentmover.core.election.LeadershipFloor;
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

  /** Real members. */
  static MemberFactory real() {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output));
  }
}
