package org.contentmover.core.election;

import org.contentmover.core.ids.ServerName;

/**
 * Whether this server may lead, and whom it would win against (EL-3, EL-5).
 *
 * <p>The priority in force stays the same from a claim to the end of the vote: a bid that changed
 * meanwhile would have two servers believe that each beats the other.
 */
final class Candidacy {
  private final ServerName self;
  private final SelfHearing selfHearing;
  private final EpochHorizon epochs;
  private int priority;
  private int wanted;

  Candidacy(ServerName self, int priority, SelfHearing selfHearing, EpochHorizon epochs) {
    this.self = self;
    this.priority = priority;
    this.wanted = priority;
    this.selfHearing = selfHearing;
    this.epochs = epochs;
  }

  /** The priority in force. */
  int priority() {
    return priority;
  }

  /** Another priority, in force with the next {@link #settle}. */
  void wants(int newPriority) {
    wanted = newPriority;
  }

  /** No vote runs: what was wanted is in force now. */
  void settle() {
    priority = wanted;
  }

  /** Who must not lead, does not hear itself, or has no number left, claims nothing. */
  boolean mayLead() {
    return wanted != ElectionConfig.NEVER_LEADS && selfHearing.heard() && epochs.hasNext();
  }

  /** Whether this server would win against that one; who must not lead loses to everybody. */
  boolean beats(int otherPriority, ServerName other) {
    return mayLead() && LeaderClaim.beats(priority, self, otherPriority, other);
  }

  /**
   * Whether a candidate is so much better than a leader that it may depose it where pre-emption is
   * on. Measurements vary: a small difference is none.
   */
  static boolean deposes(int candidate, int leader) {
    boolean assigned =
        candidate == ElectionConfig.MAX_PRIORITY && leader < ElectionConfig.MAX_PRIORITY;
    return assigned || candidate - leader >= ElectionConfig.PREEMPTION_MARGIN;
  }
}
