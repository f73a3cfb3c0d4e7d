package org.contentmover.core.segment;

import java.util.List;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.Member;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.registration.MemberRegistry;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.core.registration.SiteFacts;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireWriter;

/** Makes the datagrams of election and registration and hands them to the output. */
final class ControlSender implements MemberRegistry.Output {
  private final MemberIdentity identity;
  private final long segmentKey;
  private final SegmentOutput output;

  ControlSender(MemberIdentity identity, SegmentOutput output) {
    this.identity = identity;
    this.segmentKey = DatagramHeader.segmentKey(identity.segment());
    this.output = output;
  }

  void heartbeat(Heartbeat heartbeat) {
    WireWriter out = begin(ControlType.LEADER_ALIVE);
    ElectionWire.write(out, heartbeat);
    output.multicastControl(out.finish());
  }

  void claim(LeaderClaim claim) {
    WireWriter out = begin(ControlType.LEADER_CLAIM);
    ElectionWire.write(out, new Claim(claim, identity.address()));
    output.multicastControl(out.finish());
  }

  void askWhetherItHears(PeerAddress to, long number) {
    WireWriter out = begin(ControlType.HEARING_QUESTION);
    ElectionWire.write(out, new HearingQuestion(number, identity.address()));
    output.unicast(to, out.finish());
  }

  void channelReady(PeerAddress leader, ChannelReady ready) {
    WireWriter out = begin(ControlType.CHANNEL_READY);
    ElectionWire.write(out, ready);
    output.unicast(leader, out.finish());
  }

  void answerThatItHears(PeerAddress to, long number) {
    output.unicast(to, begin(ControlType.HEARING_ANSWER).i64(number).finish());
  }

  void resign(long epoch) {
    output.multicastControl(begin(ControlType.RESIGN).i64(epoch).finish());
  }

  void floorNotice(PeerAddress to, LeadershipFloor floor) {
    WireWriter out = begin(ControlType.FLOOR_NOTICE);
    ElectionWire.write(out, floor);
    output.unicast(to, out.finish());
  }

  void selfCheck() {
    output.multicastControl(begin(ControlType.SELF_CHECK).finish());
  }

  void register(PeerAddress leader, long epoch, long number, boolean confirmed, Member self) {
    List<List<SiteFacts>> parts = RegistrationWire.divideSites(self.facts().sites());
    for (int part = 0; part < parts.size(); part++) {
      MemberFacts facts = self.facts().withSites(parts.get(part));
      WireWriter out = begin(ControlType.REGISTER);
      RegistrationWire.write(
          out,
          new Register(
              identity.server(),
              identity.incarnation(),
              epoch,
              number,
              part,
              parts.size(),
              confirmed,
              self.multicastHeard(),
              self.priority(),
              self.address(),
              facts));
      output.unicast(leader, out.finish());
    }
  }

  @Override
  public void sendReport(long epoch, long number, List<ServerName> members) {
    List<List<ServerName>> parts = RegistrationWire.divideMembers(members);
    for (int part = 0; part < parts.size(); part++) {
      WireWriter out = begin(ControlType.REGISTRATION_REPORT);
      RegistrationWire.write(
          out, new RegistrationReport(epoch, number, part, parts.size(), parts.get(part)));
      output.multicastControl(out.finish());
    }
  }

  @Override
  public void sendProbe(PeerAddress to, long epoch) {
    output.unicast(to, begin(ControlType.PROBE).i64(epoch).finish());
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    output.segmentChanged(snapshot);
  }

  /** A datagram padded until it has so many bytes on the wire. */
  void probePath(long epoch, int bytes, int windowMs) {
    WireWriter out = begin(ControlType.PATH_PROBE, bytes);
    out.i64(epoch).u16(bytes).u16(windowMs);
    int paddingBytes = bytes - output.sealBytes() - out.position() - Short.BYTES;
    output.multicastControl(out.u16(paddingBytes).bytes(new byte[paddingBytes]).finish());
  }

  void pathHeard(PeerAddress leader, long epoch, int bytes) {
    output.unicast(leader, begin(ControlType.PATH_HEARD).i64(epoch).u16(bytes).finish());
  }

  void leave(PeerAddress leader, long epoch) {
    output.unicast(leader, begin(ControlType.LEAVE).i64(epoch).finish());
  }

  private WireWriter begin(int type) {
    return begin(type, DatagramHeader.MAX_DATAGRAM_BYTES);
  }

  private WireWriter begin(int type, int roomBytes) {
    WireWriter out = new WireWriter(roomBytes);
    new DatagramHeader(type, segmentKey, identity.incarnation(), identity.server()).write(out);
    return out;
  }
}
