package org.contentmover.ccm.run.view;

import java.time.Instant;

/**
 * One participant of a run. {@code step} is STAGING, COMMITTING or ABORTING; {@code state} as in
 * docs/protocol/distribution.md; {@code outcome} null until the server reported.
 */
public record ServerProgressView(
    String server,
    String segment,
    String step,
    String state,
    int percent,
    String outcome,
    String reason,
    long liveVersion,
    Instant at) {

  /** The same, of a server whose live version is this one. */
  public ServerProgressView showing(long version) {
    return new ServerProgressView(
        server, segment, step, state, percent, outcome, reason, version, at);
  }
}
