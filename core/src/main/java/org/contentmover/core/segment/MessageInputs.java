package org.contentmover.core.segment;

import java.util.function.LongSupplier;
import org.contentmover.core.election.Election;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.election.Quarantine;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.MemberRegistration;
import org.contentmover.core.registration.MemberRegistry;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.IgnoredReason;
import org.contentmover.core.wire.WireReader;

/**
 * Messages of other servers as inputs of the machines: each goes to whom it concerns, if it is of
 * the leadership followed here; the rest is counted (EL-6). Owned by the thread of the {@link
 * SegmentMember}; every message arrives at the time {@code now} tells.
 */
final class MessageInputs implements ControlReader.Handler {
  /** So often a leader may leave a member unnamed before it is asked whether it hears at all. */
  private static final int UNANSWERED_REGISTRATIONS = 3;

  private final Election election;
  private final MemberRegistration registration;
  private final MemberRegistry registry;
  private final MctpEndpoint transfer;
  private final LeadershipRelay leadership;
  private final SegmentCounters counters;
  private final ControlSender sender;
  private final Quarantine quarantine;
  private final ChannelMove move;
  private final PathFinder path;
  private final LongSupplier now;
  private boolean agentBusy;

  MessageInputs(
      Election election,
      MemberRegistration registration,
      MemberRegistry registry,
      MctpEndpoint transfer,
      LeadershipRelay leadership,
      SegmentCounters counters,
      ControlSender sender,
      Quarantine quarantine,
      ChannelMove move,
      PathFinder path,
      LongSupplier now) {
    this.election = election;
    this.registration = registration;
    this.registry = registry;
    this.transfer = transfer;
    this.leadership = leadership;
    this.counters = counters;
    this.sender = sender;
    this.quarantine = quarantine;
    this.move = move;
    this.path = path;
    this.now = now;
  }

  /** Whether the agent does work that a change of leader would disturb. */
  void onAgentBusy(boolean busy) {
    agentBusy = busy;
  }

  @Override
  public void onOwnEcho() {
    election.onOwnEcho();
  }

  @Override
  public void onHeartbeat(Heartbeat received) {
    long nowNs = now.getAsLong();
    LeaderAlive alive = received.alive();
    if (!admits(alive.leader(), received.address(), nowNs)) {
      return;
    }
    leadership.onHeartbeat(received);
    if (election.onLeaderAlive(alive, nowNs)) {
      leadership.onLeaderHeard(nowNs);
      registration.onReportAnnounced(received.reportsSent(), nowNs);
      transfer.onRunningSessions(received.running(), nowNs);
      move.onLeaderSays(received.channel(), received.nextChannel(), nowNs);
    }
    boolean accepted = election.floor().is(alive.epoch(), alive.leader());
    if (!accepted || registration.unanswered() >= UNANSWERED_REGISTRATIONS) {
      quarantine.onDoubtful(alive.leader(), received.address(), nowNs);
    }
  }

  @Override
  public void onClaim(Claim received) {
    long nowNs = now.getAsLong();
    LeaderClaim claim = received.claim();
    if (!admits(claim.candidate(), received.address(), nowNs)) {
      return;
    }
    boolean leaderLives =
        election.state() == ElectionState.LEADER_KNOWN
            || election.state() == ElectionState.LEADER_IS_ME;
    if (leaderLives) {
      quarantine.onDoubtful(claim.candidate(), received.address(), nowNs);
    }
    election.onBusy(agentBusy || !transfer.runningSessions().isEmpty());
    election.onLeaderClaim(claim, nowNs);
  }

  /** Whether a server's claims and heartbeats count; one that is in quarantine is asked on. */
  private boolean admits(ServerName server, PeerAddress address, long nowNs) {
    if (registry.neverLeads(server)) {
      counters.ignored(IgnoredReason.MAY_NOT_LEAD);
      return false;
    }
    if (quarantine.admits(server, nowNs)) {
      return true;
    }
    quarantine.onDoubtful(server, address, nowNs);
    counters.ignored(IgnoredReason.QUARANTINED);
    return false;
  }

  @Override
  public void onResign(ServerName leader, long epoch) {
    leadership.onResign(leader, epoch);
    election.onResign(leader, epoch, now.getAsLong());
  }

  @Override
  public void onFloorNotice(ServerName sender, LeadershipFloor accepted) {
    quarantine.onProof(sender);
    election.onFloorNotice(accepted, now.getAsLong());
  }

  @Override
  public void onHearingQuestion(HearingQuestion question) {
    sender.answerThatItHears(question.address(), question.number());
  }

  @Override
  public void onHearingAnswer(ServerName answering, long number) {
    quarantine.onAnswer(answering, number);
  }

  @Override
  public void onChannelReady(ServerName member, ChannelReady ready) {
    if (isToThisLeader(ready.epoch())) {
      move.onReady(member, ready.channel());
    }
  }

  @Override
  public void onPathProbe(ServerName leader, long epoch, PathProbe probe) {
    if (isOfMyLeader(leader, epoch)) {
      path.onProbe(probe, now.getAsLong());
    }
  }

  @Override
  public void onPathHeard(ServerName member, long epoch, int bytes) {
    if (isToThisLeader(epoch) && !path.onHeard(member, bytes)) {
      counters.ignored(IgnoredReason.NO_EFFECT);
    }
  }

  @Override
  public void onRegister(Register register) {
    if (isToThisLeader(register.epoch())) {
      quarantine.onProof(register.server());
      if (!registry.onRegister(register, now.getAsLong())) {
        counters.ignored(IgnoredReason.SEGMENT_FULL);
      }
    }
  }

  @Override
  public void onReport(ServerName leader, RegistrationReport report) {
    if (isOfMyLeader(leader, report.epoch())) {
      registration.onReport(report, now.getAsLong());
    }
  }

  @Override
  public void onProbe(ServerName leader, long epoch) {
    if (isOfMyLeader(leader, epoch)) {
      registration.refreshNow(now.getAsLong());
    }
  }

  @Override
  public void onLeave(ServerName leaving, long epoch) {
    if (isToThisLeader(epoch)) {
      registry.onLeave(leaving, now.getAsLong());
    }
  }

  @Override
  public void onTransferControl(DatagramHeader header, WireReader body) {
    transfer.onControl(header, body, now.getAsLong());
  }

  private boolean isToThisLeader(long epoch) {
    if (election.state() != ElectionState.LEADER_IS_ME) {
      counters.ignored(IgnoredReason.NOT_LEADER);
      return false;
    }
    if (epoch != election.floor().epoch()) {
      counters.ignored(IgnoredReason.STALE_EPOCH);
      return false;
    }
    return true;
  }

  private boolean isOfMyLeader(ServerName leader, long epoch) {
    boolean mine =
        election.state() == ElectionState.LEADER_KNOWN && election.floor().is(epoch, leader);
    if (!mine) {
      counters.ignored(
          epoch < election.floor().epoch()
              ? IgnoredReason.STALE_EPOCH
              : IgnoredReason.NOT_MY_LEADER);
    }
    return mine;
  }
}
