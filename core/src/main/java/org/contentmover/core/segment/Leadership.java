package org.contentmover.core.segment;

import java.util.Objects;
import java.util.Optional;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * Who leads, from this member's point of view.
 *
 * @param role what this member is
 * @param epoch of the leadership; the last one known while the role is UNKNOWN
 * @param leader empty exactly while the role is UNKNOWN
 * @param leaderAddress unicast address of the leader, empty exactly while the role is UNKNOWN
 * @param leaderAgentUrl where the leader's agent is, "" while unknown
 */
public record Leadership(
    Role role,
    long epoch,
    Optional<ServerName> leader,
    Optional<PeerAddress> leaderAddress,
    String leaderAgentUrl) {
  /** What a member is in its segment. */
  public enum Role {
    /** This member leads. */
    LEADER,
    /** Another one leads and this one follows. */
    MEMBER,
    /** No leader is known; an election is going on or about to. */
    UNKNOWN
  }

  /** Rejects a leader without a role that has one, and the reverse. */
  public Leadership {
    Objects.requireNonNull(leaderAgentUrl, "leaderAgentUrl");
    boolean known = role != Role.UNKNOWN;
    if (leader.isPresent() != known || leaderAddress.isPresent() != known) {
      throw new IllegalArgumentException("role is " + role + ", leader is " + leader);
    }
  }

  /** This member leads. */
  static Leadership leading(long epoch, MemberIdentity self, String agentUrl) {
    return new Leadership(
        Role.LEADER, epoch, Optional.of(self.server()), Optional.of(self.address()), agentUrl);
  }

  /** The sender of a heartbeat leads. */
  static Leadership following(Heartbeat heartbeat) {
    return new Leadership(
        Role.MEMBER,
        heartbeat.alive().epoch(),
        Optional.of(heartbeat.alive().leader()),
        Optional.of(heartbeat.address()),
        heartbeat.agentUrl());
  }

  /** No leader known. */
  public static Leadership unknown(long lastEpoch) {
    return new Leadership(Role.UNKNOWN, lastEpoch, Optional.empty(), Optional.empty(), "");
  }
}
