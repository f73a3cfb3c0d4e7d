package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.SegmentMember;

/** The inputs of a {@link SegmentMember}; a variant with a planted fault can stand in for it. */
interface SimulatedMember {
  void start(long nowNs);

  void onDatagram(ByteBuffer datagram, long nowNs);

  void onTimer(long nowNs);

  long nextDeadlineNs();

  void leave(long nowNs);

  Leadership leadership();

  List<ServerName> members();

  MctpEndpoint transfer();

  void onLeadershipTaken(LeadershipFloor accepted, long nowNs);

  /** The real member. */
  static SimulatedMember of(SegmentMember member) {
    return new SimulatedMember() {
      @Override
      public void start(long nowNs) {
        member.start(nowNs);
      }

      @Override
      public void onDatagram(ByteBuffer datagram, long nowNs) {
        member.onDatagram(datagram, nowNs);
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
    };
  }
}
