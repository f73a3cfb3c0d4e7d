package org.contentmover.gl.api;

import java.util.Optional;

/**
 * One participant in a distribution, as the leader knows it.
 *
 * @param server its name
 * @param state where it stands
 * @param percent of the assignment it has, 0 to 100
 * @param outcome its result, present when {@code state} is REPORTED
 * @param reason for an administrator, "" for none
 * @param liveVersion as reported; 0 before
 * @param atMillis when it reported, by its own clock; 0 before
 */
public record ServerProgress(
    String server,
    ServerState state,
    int percent,
    Optional<Outcome> outcome,
    String reason,
    long liveVersion,
    long atMillis) {
  /** Rejects an outcome without a report, and the reverse. */
  public ServerProgress {
    Checks.name("server", server, Checks.NAME_LENGTH);
    Checks.inRange("percent", percent, 0, 100);
    if (outcome.isPresent() != (state == ServerState.REPORTED)) {
      throw new IllegalArgumentException("state is " + state + " and outcome is " + outcome);
    }
  }
}
