package org.contentmover.core.segment;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.contentmover.core.election.ElectionState;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.FollowedLeader;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.registration.Member;
import org.contentmover.core.registration.MemberRegistration;
import org.contentmover.core.registration.MemberRegistry;
import org.contentmover.core.segment.Leadership.Role;

/**
 * Tells registration, transfer and the outside who leads, whenever the election has something new
 * to say. Owned by the thread of the {@link SegmentMember}.
 */
final class LeadershipRelay {
  private final MemberIdentity identity;
  private final MemberRegistration registration;
  private final MemberRegistry registry;
  private final MctpEndpoint transfer;
  private final SegmentOutput output;

  private Leadership current;

  /** The heartbeat that is being worked on, or was last: says where its sender is. */
  private Heartbeat heartbeat;

  /** The last leader when it said good-bye, until another leads: it is not a lost member. */
  private Optional<ServerName> resigned = Optional.empty();

  LeadershipRelay(
      MemberIdentity identity,
      long lastEpoch,
      MemberRegistration registration,
      MemberRegistry registry,
      MctpEndpoint transfer,
      SegmentOutput output) {
    this.identity = identity;
    this.current = Leadership.unknown(lastEpoch);
    this.registration = registration;
    this.registry = registry;
    this.transfer = transfer;
    this.output = output;
  }

  Leadership current() {
    return current;
  }

  boolean leads() {
    return current.role() == Role.LEADER;
  }

  /** The election is about to judge this heartbeat. */
  void onHeartbeat(Heartbeat received) {
    heartbeat = received;
  }

  Heartbeat lastHeartbeat() {
    return heartbeat;
  }

  /** The heartbeat was that of the leader followed: it may say that its agent is elsewhere now. */
  void onLeaderHeard(long nowNs) {
    publish(Leadership.following(heartbeat), nowNs);
  }

  void onResign(ServerName leader, long epoch) {
    if (current.epoch() == epoch && current.leader().map(leader::equals).orElse(true)) {
      resigned = Optional.of(leader);
    }
  }

  /** This leader says something else of itself. */
  void onOwnFacts(Member self, long nowNs) {
    if (leads()) {
      publish(Leadership.leading(current.epoch(), identity, self.facts().agentUrl()), nowNs);
    }
  }

  /** State, leader or epoch of the election is another one. */
  void onElectionChanged(ElectionState state, long epoch, Member self, long nowNs) {
    if (leads()) {
      registration.onOwnList(registry.memberNames());
    }
    switch (state) {
      case LEADER_IS_ME:
        Collection<ServerName> formerMembers = new TreeSet<>(registration.reportedMembers());
        resigned.ifPresent(formerMembers::remove);
        registration.onNoLeader();
        publish(Leadership.leading(epoch, identity, self.facts().agentUrl()), nowNs);
        registry.begin(epoch, self, formerMembers, nowNs);
        resigned = Optional.empty();
        break;
      case LEADER_KNOWN:
        registry.end();
        publish(Leadership.following(heartbeat), nowNs);
        registration.onLeader(nowNs);
        resigned = Optional.empty();
        break;
      default:
        onUnknown(epoch, nowNs);
    }
  }

  /** Nobody leads, as far as this server knows. */
  void onUnknown(long lastEpoch, long nowNs) {
    registry.end();
    registration.onNoLeader();
    publish(Leadership.unknown(lastEpoch), nowNs);
  }

  private void publish(Leadership now, long nowNs) {
    if (now.equals(current)) {
      return;
    }
    current = now;
    if (now.role() != Role.UNKNOWN) {
      transfer.follow(
          new FollowedLeader(
              now.epoch(), now.leader().orElseThrow(), now.leaderAddress().orElseThrow()),
          nowNs);
    }
    output.leadershipChanged(now);
  }
}
