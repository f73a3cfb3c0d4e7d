package org.contentmover.gl.api;

import java.util.Optional;

/**
 * Who leads the segment now, from this server's point of view.
 *
 * @param role what this server is
 * @param leader the leader, empty when unknown
 * @param epoch number of the leadership; a pair (epoch, leader) never comes back (EL-6)
 * @param leaderAgentUrl where the leader's agent is, "" while unknown
 */
public record Leadership(Role role, Optional<String> leader, long epoch, String leaderAgentUrl) {
  /** No leader, and none ever heard of. */
  public static final Leadership NONE = new Leadership(Role.UNKNOWN, Optional.empty(), 0, "");

  /** Rejects a leadership without a leader whose role says there is one, and the reverse. */
  public Leadership {
    Checks.present("role", role);
    Checks.present("leader", leader);
    Checks.notNegative("epoch", epoch);
    Checks.text("leaderAgentUrl", leaderAgentUrl, ServerFacts.MAX_URL_BYTES);
    if (leader.isPresent() == (role == Role.UNKNOWN)) {
      throw new IllegalArgumentException("role is " + role + " and leader is " + leader);
    }
  }
}
