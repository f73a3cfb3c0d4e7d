package org.contentmover.core.segment;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.contentmover.core.election.ElectionEvent;
import org.contentmover.core.election.ElectionOutput;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.Member;
import org.contentmover.core.registration.MemberRegistry;
import org.contentmover.core.wire.IgnoredReason;

/**
 * The election's effects as datagrams, and its changes as inputs of registration and transfer.
 * Owned by the thread of the {@link SegmentMember}.
 */
final class ElectionEffects implements ElectionOutput {
  private final MemberIdentity identity;
  private final long aliveIntervalNs;
  private final ControlSender sender;
  private final SegmentOutput output;
  private final SegmentCounters counters;
  private final MemberRegistry registry;
  private final MctpEndpoint transfer;
  private final LeadershipRelay leadership;
  private final ChannelMove move;
  private final Supplier<Member> self;
  private final LongSupplier now;

  /**
   * Effects of one member.
   *
   * @param self what this member says of itself at the moment
   * @param now time of the input that is being worked on
   */
  ElectionEffects(
      MemberIdentity identity,
      long aliveIntervalNs,
      ControlSender sender,
      SegmentOutput output,
      SegmentCounters counters,
      MemberRegistry registry,
      MctpEndpoint transfer,
      LeadershipRelay leadership,
      ChannelMove move,
      Supplier<Member> self,
      LongSupplier now) {
    this.identity = identity;
    this.aliveIntervalNs = aliveIntervalNs;
    this.sender = sender;
    this.output = output;
    this.counters = counters;
    this.registry = registry;
    this.transfer = transfer;
    this.leadership = leadership;
    this.move = move;
    this.self = self;
    this.now = now;
  }

  @Override
  public void persistFloor(LeadershipFloor floor) {
    output.persistFloor(floor);
  }

  @Override
  public void sendLeaderAlive(long epoch, int priority, long sequence) {
    sender.heartbeat(
        new Heartbeat(
            new LeaderAlive(identity.server(), epoch, priority, sequence, aliveIntervalNs),
            identity.address(),
            self.get().facts().agentUrl(),
            registry.reportsSent(),
            transfer.runningSessions(),
            move.current(),
            move.next()));
  }

  @Override
  public void sendLeaderClaim(LeaderClaim claim) {
    sender.claim(claim);
  }

  @Override
  public void sendResign(long epoch) {
    sender.resign(epoch);
  }

  @Override
  public void sendFloorNotice(LeadershipFloor floor) {
    sender.floorNotice(leadership.lastHeartbeat().address(), floor);
  }

  @Override
  public void sendSelfCheck() {
    sender.selfCheck();
  }

  @Override
  public void leadershipChanged(ElectionState state, LeadershipFloor floor) {
    move.onElectionChanged(state, now.getAsLong());
    leadership.onElectionChanged(state, floor.epoch(), self.get(), now.getAsLong());
  }

  @Override
  public void count(ElectionEvent event) {
    counters.event(event);
  }

  @Override
  public void ignored(IgnoredReason reason) {
    counters.ignored(reason);
  }
}
