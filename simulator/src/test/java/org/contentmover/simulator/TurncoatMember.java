package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/**
 * A member with a planted fault: hearing another leader in the epoch it is in, it forgets whom it
 * has accepted, and follows that one.
 */
final class TurncoatMember implements SimulatedMember {
  private static final int LEADER_ALIVE = 1;

  private final Function<LeadershipFloor, SimulatedMember> members;
  private SimulatedMember member;

  private TurncoatMember(
      Function<LeadershipFloor, SimulatedMember> members, LeadershipFloor floor) {
    this.members = members;
    this.member = members.apply(floor);
  }

  static MemberFactory factory() {
    return (identity, config, floor, random, output) ->
        new TurncoatMember(
            any -> MemberFactory.real().create(identity, config, any, random, output), floor);
  }

  @Override
  public void onDatagram(ByteBuffer datagram, long nowNs) {
    if (isRivalInSameEpoch(datagram)) {
      member = members.apply(LeadershipFloor.NONE);
      member.start(nowNs);
    }
    member.onDatagram(datagram, nowNs);
  }

  private boolean isRivalInSameEpoch(ByteBuffer datagram) {
    WireReader in = new WireReader(datagram);
    DatagramHeader header = DatagramHeader.read(in);
    Leadership mine = member.leadership();
    return header != null
        && header.type() == LEADER_ALIVE
        && mine.role() == Leadership.Role.MEMBER
        && in.i64() == mine.epoch()
        && !mine.leader().orElseThrow().equals(header.sender());
  }

  @Override
  public void start(long nowNs) {
    member.start(nowNs);
  }

  @Override
  public void onTimer(long nowNs) {
    member.onTimer(nowNs);
  }

  @Override
  public long nextDeadlineNs() {
    return member.nextDeadlineNs();
  }

  @Override
  public void leave(long nowNs) {
    member.leave(nowNs);
  }

  @Override
  public Leadership leadership() {
    return member.leadership();
  }

  @Override
  public List<ServerName> members() {
    return member.members();
  }

  @Override
  public MctpEndpoint transfer() {
    return member.transfer();
  }

  @Override
  public void onLeadershipTaken(LeadershipFloor accepted, long nowNs) {
    member.onLeadershipTaken(accepted, nowNs);
  }
}
