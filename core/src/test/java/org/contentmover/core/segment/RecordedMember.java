package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ByteRange;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.registration.SegmentSnapshot;

/** A member whose effects are kept, on a network without delay and loss. Transfers do nothing. */
final class RecordedMember implements SegmentOutput {
  private static final long MS = 1_000_000;
  private static final AtomicLong NEXT_INCARNATION = new AtomicLong();

  private record Sent(PeerAddress to, ByteBuffer datagram) {}

  final SegmentMember member;
  final PeerAddress address;
  final List<LeadershipFloor> floors = new ArrayList<>();
  final List<Leadership> leaderships = new ArrayList<>();
  final List<ControlChannelUse> uses = new ArrayList<>();
  final List<SegmentSnapshot> snapshots = new ArrayList<>();
  final List<ByteBuffer> sent = new ArrayList<>();
  long nowNs = 1_000 * MS;
  private final List<Sent> outbox = new ArrayList<>();

  RecordedMember(String server, String segment, int priority) {
    this(server, segment, SegmentConfig.lan(priority));
  }

  RecordedMember(String server, int priority, PathConfig path) {
    this(server, "boston", SegmentConfig.lan(priority).withPath(path));
  }

  private RecordedMember(String server, String segment, SegmentConfig config) {
    address = new PeerAddress(new byte[] {10, 0, 0, (byte) server.charAt(0)}, 7000);
    long incarnation = NEXT_INCARNATION.incrementAndGet();
    member =
        new SegmentMember(
            new MemberIdentity(segment(segment), new ServerName(server), address, incarnation),
            config,
            LeadershipFloor.NONE,
            new SplittableRandom(5),
            this);
  }

  static SegmentName segment(String name) {
    return new SegmentName(name);
  }

  RecordedMember started() {
    member.start(nowNs);
    return this;
  }

  long counter(String name) {
    return member.counters().get(name);
  }

  void letPass(long ms) {
    letPassTogether(ms, this);
  }

  /** Lets time pass for all of them; what one sends reaches the others within the same step. */
  static void letPassTogether(long ms, RecordedMember... members) {
    for (long i = 0; i < ms; i++) {
      for (RecordedMember member : members) {
        member.nowNs += MS;
        member.member.onTimer(member.nowNs);
      }
      while (deliver(members)) {
        // until nobody answers any more
      }
    }
  }

  private static boolean deliver(RecordedMember... members) {
    boolean any = false;
    for (RecordedMember from : members) {
      List<Sent> all = new ArrayList<>(from.outbox);
      from.outbox.clear();
      for (Sent one : all) {
        any = true;
        for (RecordedMember to : members) {
          if (one.to == null || one.to.equals(to.address)) {
            to.member.onDatagram(one.datagram.duplicate(), to.nowNs);
          }
        }
      }
    }
    return any;
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    sent.add(datagram);
    outbox.add(new Sent(null, datagram));
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    sent.add(datagram);
    outbox.add(new Sent(to, datagram));
  }

  @Override
  public void persistFloor(LeadershipFloor floor) {
    floors.add(floor);
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    leaderships.add(leadership);
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void offered(TransferSession session) {}

  @Override
  public void openSpool(TransferSession session) {}

  @Override
  public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
    return true;
  }

  @Override
  public void verify(TransferSession session) {}

  @Override
  public void rangesWanted(TransferSession session, List<ByteRange> ranges) {}

  @Override
  public void received(TransferSession session) {}

  @Override
  public void receptionDropped(AssignmentId assignment, String reason) {}

  @Override
  public void sendFrame(TransferSession session, int pass, int frame, long offset, int length) {}

  @Override
  public void sendParity(TransferSession session, int pass, int block, int index) {}

  @Override
  public boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    return true;
  }

  @Override
  public boolean repair(TransferSession session, int block, int[] missing) {
    return true;
  }

  @Override
  public void dropParity(AssignmentId assignment, int block) {}

  @Override
  public void sendBehindFrames(TransferSession session, ByteBuffer datagram) {}

  @Override
  public void reportsCollected(CollectedReports reports) {}

  @Override
  public void distributionEnded(AssignmentId assignment) {}

  @Override
  public void useControlChannels(ControlChannelUse use) {
    uses.add(use);
  }

  @Override
  public void controlChannelMoved(ControlChannel channel) {}

  @Override
  public void controlChannelNotMoved(ControlChannel channel, Collection<ServerName> missing) {}
}
