package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.SegmentMember;

/** The member that a server runs; a variant with a planted fault overrides what it does wrong. */
class SimulatedMember {
  private SegmentMember member;

  SimulatedMember(SegmentMember member) {
    this.member = member;
  }

  /** From now on another member acts in this one's place. */
  final void become(SegmentMember other) {
    member = other;
  }

  void onDatagram(ByteBuffer datagram, long nowNs) {
    member.onDatagram(datagram, nowNs);
  }

  final int frameBytesFor(AssignmentId assignment, List<ServerName> participants) {
    return member.frameBytesFor(assignment, participants, 0);
  }

  final void start(long nowNs) {
    member.start(nowNs);
  }

  void onTimer(long nowNs) {
    member.onTimer(nowNs);
  }

  long nextDeadlineNs() {
    return member.nextDeadlineNs();
  }

  final void leave(long nowNs) {
    member.leave(nowNs);
  }

  final Leadership leadership() {
    return member.leadership();
  }

  final List<ServerName> members() {
    return member.members();
  }

  final SortedMap<String, Long> counters() {
    return member.counters();
  }

  final MctpEndpoint transfer() {
    return member.transfer();
  }

  final long counter(String name) {
    return member.counters().get(name);
  }

  final boolean moveControlChannel(ControlChannel channel, long nowNs) {
    return member.moveControlChannel(channel, nowNs);
  }

  final void onControlChannelJoined(ControlChannel channel) {
    member.onControlChannelJoined(channel);
  }

  final ControlChannel controlChannel() {
    return member.controlChannel();
  }

  final void onFacts(MemberFacts facts, long nowNs) {
    member.onFacts(facts, nowNs);
  }

  final void onPreference(int preference, long nowNs) {
    member.onPreference(preference, nowNs);
  }

  final void onLeadershipTaken(LeadershipFloor accepted, long nowNs) {
    member.onLeadershipTaken(accepted, nowNs);
  }
}
