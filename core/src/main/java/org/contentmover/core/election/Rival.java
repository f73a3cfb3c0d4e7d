package org.contentmover.core.election;

import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.IgnoredReason;

/**
 * The other leader that was heard last. A contest settles which of two leaders remains (EL-5); it
 * is none when its sender has not led a moment ago, and must not depose anybody. Owned by one
 * thread.
 */
final class Rival {
  private final long memoryNs;
  private final ElectionOutput output;
  private ServerName server;
  private long heardNs;

  /** Remembers for so long. */
  Rival(long memoryNs, ElectionOutput output) {
    this.memoryNs = memoryNs;
    this.output = output;
  }

  void onLeaderAlive(ServerName leader, long nowNs) {
    server = leader;
    heardNs = nowNs;
  }

  /** Whether a rival contests the leadership {@code own}. */
  boolean contests(LeaderClaim claim, LeadershipFloor own, long nowNs) {
    if (!claim.contested().equals(own)) {
      return false;
    }
    boolean led = claim.candidate().equals(server) && nowNs - heardNs <= memoryNs;
    if (!led) {
      output.ignored(IgnoredReason.NO_RIVAL);
    }
    return led;
  }
}
