package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.Report;
import org.contentmover.core.mctp.wire.ReportAck;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.Leadership.Role;
import org.contentmover.core.segment.MemberIdentity;
import org.contentmover.core.segment.SegmentMember;
import org.contentmover.core.segment.SegmentOutput;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/** Members that take what comes in for something else: planted faults, one kind each. */
final class FaultyMembers {
  private static final int LEADER_ALIVE = 1;
  private static final int LEADER_CLAIM = 2;
  private static final int REGISTER = 6;

  private FaultyMembers() {}

  /** A header and what follows it. */
  private record Message(DatagramHeader header, WireReader body) {
    static Message of(ByteBuffer datagram) {
      WireReader in = new WireReader(datagram);
      return new Message(DatagramHeader.read(in), in);
    }
  }

  /** Does not hear what this says: member and datagram. */
  private static MemberFactory deafTo(BiPredicate<SimulatedMember, ByteBuffer> unheard) {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output)) {
          @Override
          void onDatagram(ByteBuffer datagram, long nowNs) {
            if (!unheard.test(this, datagram)) {
              super.onDatagram(datagram, nowNs);
            }
          }
        };
  }

  /** A leader that takes no notice of other leaders, and of better candidates. */
  static MemberFactory neverSteppingDown() {
    return deafTo(
        (member, datagram) -> {
          int type = DatagramHeader.peekType(datagram);
          return (type == LEADER_ALIVE || type == LEADER_CLAIM)
              && member.leadership().role() == Role.LEADER
              && !Message.of(datagram).header().sender().equals(leaderOf(member));
        });
  }

  /** A leader that never registers one server. */
  static MemberFactory neverRegistering(ServerName unwanted) {
    return deafTo(
        (member, datagram) ->
            DatagramHeader.peekType(datagram) == REGISTER
                && Message.of(datagram).header().sender().equals(unwanted));
  }

  private static ServerName leaderOf(SimulatedMember member) {
    return member.leadership().leader().orElseThrow();
  }

  /** Follows a leader of an epoch that is over, as a server that never heard of the next one. */
  static MemberFactory followingAnOldLeader() {
    return (identity, config, floor, random, output) -> {
      Function<LeadershipFloor, SegmentMember> members =
          any -> new SegmentMember(identity, config, any, random, output);
      return new SimulatedMember(members.apply(floor)) {
        @Override
        void onDatagram(ByteBuffer datagram, long nowNs) {
          if (leadership().role() == Role.MEMBER
              && DatagramHeader.peekType(datagram) == LEADER_ALIVE
              && Message.of(datagram).body().i64() < leadership().epoch()) {
            become(members.apply(LeadershipFloor.NONE));
            start(nowNs);
          }
          super.onDatagram(datagram, nowNs);
        }
      };
    };
  }

  /** A frame that comes twice is taken for the next one the second time. */
  static MemberFactory takingACopyForTheNextFrame() {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output)) {
          private static final int FRAME_AT = 8;
          private long lastKey;
          private int lastFrame = -1;

          @Override
          void onDatagram(ByteBuffer datagram, long nowNs) {
            if (DatagramHeader.peekType(datagram) < DatagramHeader.FIRST_DATA_TYPE) {
              super.onDatagram(datagram, nowNs);
              return;
            }
            ByteBuffer frame = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
            int number = FrameHeader.frame(frame);
            if (FrameHeader.sessionKey(frame) == lastKey && number == lastFrame) {
              frame.putInt(FRAME_AT, number + 1);
            }
            lastKey = FrameHeader.sessionKey(frame);
            lastFrame = number;
            super.onDatagram(frame, nowNs);
          }
        };
  }

  /** A leader that acknowledges reports, and forgets them. */
  static MemberFactory losingReports() {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output)) {
          @Override
          void onDatagram(ByteBuffer datagram, long nowNs) {
            if (DatagramHeader.peekType(datagram) == Report.TYPE
                && leadership().role() == Role.LEADER) {
              acknowledge(Message.of(datagram), identity, output);
            } else {
              super.onDatagram(datagram, nowNs);
            }
          }
        };
  }

  private static void acknowledge(Message report, MemberIdentity self, SegmentOutput output) {
    WireReader in = report.body();
    AssignmentId assignment = new AssignmentId(new UUID(in.i64(), in.i64()));
    long epoch = in.i64();
    PeerAddress from = in.address();
    ReportAck ack = new ReportAck(assignment, epoch, (int) in.u32());
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    new DatagramHeader(
            ReportAck.TYPE, report.header().segmentKey(), self.incarnation(), self.server())
        .write(out);
    ack.write(out);
    output.unicast(from, out.finish());
  }

  /** A leader that takes a report for old, or forged, when it names another hour than its own. */
  static MemberFactory comparingClocks() {
    return deafTo(
        (member, datagram) -> {
          if (DatagramHeader.peekType(datagram) != Report.TYPE
              || member.leadership().role() != Role.LEADER) {
            return false;
          }
          // The time is the last field; the clocks of the simulation differ by whole hours.
          long hour = datagram.getLong(datagram.limit() - Long.BYTES) / 3_600_000;
          String name = leaderOf(member).value();
          int index = Integer.parseInt(name.substring(name.indexOf('-') + 1)) - 1;
          return hour != 1 + index % 3;
        });
  }

  /** A leader that gives way, every now and then, to a candidate that is not there. */
  static MemberFactory deposedByNobody() {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output)) {
          private static final long PATIENCE_NS = 1_500_000_000;
          private long tiredAtNs;

          @Override
          void onDatagram(ByteBuffer datagram, long nowNs) {
            super.onDatagram(datagram, nowNs);
            if (leadership().role() != Role.LEADER) {
              tiredAtNs = nowNs + PATIENCE_NS;
            } else if (nowNs >= tiredAtNs) {
              super.onDatagram(aliveOfNobody(identity), nowNs);
              super.onDatagram(claimOfNobody(identity, leadership().epoch()), nowNs);
            }
          }
        };
  }

  /** A contest counts only of a server that was heard to lead. */
  private static ByteBuffer aliveOfNobody(MemberIdentity self) {
    WireWriter out = beginOfNobody(LEADER_ALIVE, self).i64(1).u8(100).i64(1).u32(100_000);
    return out.address(self.address()).text("").i64(0).u8(0).u8(0).u8(0).finish();
  }

  private static ByteBuffer claimOfNobody(MemberIdentity self, long epoch) {
    WireWriter out = beginOfNobody(LEADER_CLAIM, self).u8(100).i64(epoch);
    return out.name(self.server().value()).i64(0).address(self.address()).finish();
  }

  private static WireWriter beginOfNobody(int type, MemberIdentity self) {
    WireWriter out = new WireWriter(DatagramHeader.MAX_DATAGRAM_BYTES);
    long segmentKey = DatagramHeader.segmentKey(self.segment());
    new DatagramHeader(type, segmentKey, 1, new ServerName("a-nobody")).write(out);
    return out;
  }

  /** Its clock stands still with the process: after a pause it believes that no time has passed. */
  static MemberFactory notNoticingAStandstill() {
    return (identity, config, floor, random, output) ->
        new SimulatedMember(new SegmentMember(identity, config, floor, random, output)) {
          private static final long NOTICED_NS = 50_000_000;
          private long behindNs;

          private long ownNowNs(long nowNs) {
            long dueNs = super.nextDeadlineNs();
            if (dueNs != SegmentMember.NO_DEADLINE && nowNs - behindNs - dueNs > NOTICED_NS) {
              behindNs = nowNs - dueNs;
            }
            return nowNs - behindNs;
          }

          @Override
          void onDatagram(ByteBuffer datagram, long nowNs) {
            super.onDatagram(datagram, ownNowNs(nowNs));
          }

          @Override
          void onTimer(long nowNs) {
            super.onTimer(ownNowNs(nowNs));
          }

          @Override
          long nextDeadlineNs() {
            long dueNs = super.nextDeadlineNs();
            return dueNs == SegmentMember.NO_DEADLINE ? dueNs : dueNs + behindNs;
          }
        };
  }

  /** Another leader comes, and it forgets what it has received. */
  static MemberFactory forgettingWhatItHasUnderAnotherLeader() {
    return (identity, config, floor, random, output) -> {
      ForgetfulOutput disk = new ForgetfulOutput(output, floor);
      Function<LeadershipFloor, SegmentMember> members =
          any -> new SegmentMember(identity, config, any, random, disk);
      return new SimulatedMember(members.apply(floor)) {
        @Override
        void onDatagram(ByteBuffer datagram, long nowNs) {
          super.onDatagram(datagram, nowNs);
          if (disk.otherLeader) {
            disk.otherLeader = false;
            become(members.apply(disk.floor));
            start(nowNs);
          }
        }
      };
    };
  }

  /** Remembers the floor, and notices that another server leads. */
  private static final class ForgetfulOutput extends ForwardingOutput {
    private LeadershipFloor floor;
    private ServerName leader;
    private boolean otherLeader;

    ForgetfulOutput(SegmentOutput real, LeadershipFloor floor) {
      super(real);
      this.floor = floor;
    }

    @Override
    public void persistFloor(LeadershipFloor newFloor) {
      floor = newFloor;
      super.persistFloor(newFloor);
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
      super.leadershipChanged(leadership);
      if (leadership.role() == Role.MEMBER) {
        ServerName now = leadership.leader().orElseThrow();
        otherLeader = leader != null && !leader.equals(now);
        leader = now;
      }
    }
  }
}
