package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.SegmentMember;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/**
 * A member with a planted fault: hearing another leader in the epoch it is in, it forgets whom it
 * has accepted, and follows that one.
 */
final class TurncoatMember extends SimulatedMember {
  private static final int LEADER_ALIVE = 1;

  private final Function<LeadershipFloor, SegmentMember> members;

  private TurncoatMember(Function<LeadershipFloor, SegmentMember> members, LeadershipFloor floor) {
    super(members.apply(floor));
    this.members = members;
  }

  static MemberFactory factory() {
    return (identity, config, floor, random, output) ->
        new TurncoatMember(any -> new SegmentMember(identity, config, any, random, output), floor);
  }

  @Override
  void onDatagram(ByteBuffer datagram, long nowNs) {
    if (isRivalInSameEpoch(datagram)) {
      become(members.apply(LeadershipFloor.NONE));
      start(nowNs);
    }
    super.onDatagram(datagram, nowNs);
  }

  private boolean isRivalInSameEpoch(ByteBuffer datagram) {
    WireReader in = new WireReader(datagram);
    DatagramHeader header = DatagramHeader.read(in);
    Leadership mine = leadership();
    return header != null
        && header.type() == LEADER_ALIVE
        && mine.role() == Leadership.Role.MEMBER
        && in.i64() == mine.epoch()
        && !mine.leader().orElseThrow().equals(header.sender());
  }
}
