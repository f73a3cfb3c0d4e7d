package org.contentmover.core.election;

/**
 * When a better server takes over from a healthy leader: only where it is configured, only one that
 * is clearly and lastingly better, and never while work runs.
 */
final class Preemption {
  private final ElectionConfig config;
  private final Candidacy candidacy;
  private boolean busy;
  private long dueNs = Election.NO_DEADLINE;

  Preemption(ElectionConfig config, Candidacy candidacy) {
    this.config = config;
    this.candidacy = candidacy;
  }

  void onBusy(boolean nowBusy) {
    busy = nowBusy;
  }

  /** A heartbeat of the leader followed: the time runs as long as this server is better. */
  void onLeader(int leaderPriority, long nowNs) {
    boolean better =
        config.preemption()
            && candidacy.mayLead()
            && Candidacy.deposes(candidacy.priority(), leaderPriority);
    if (!better) {
      forget();
    } else if (dueNs == Election.NO_DEADLINE) {
      dueNs = nowNs + config.deposedMemoryNs();
    }
  }

  /** No leader is followed any more. */
  void forget() {
    dueNs = Election.NO_DEADLINE;
  }

  /** When this server shall claim under its leader. */
  long dueNs() {
    return dueNs;
  }

  /** Whether this leader gives way to that claim. */
  boolean yieldsTo(LeaderClaim claim) {
    return config.preemption()
        && !busy
        && Candidacy.deposes(claim.priority(), candidacy.priority());
  }
}
