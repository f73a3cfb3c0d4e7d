package org.contentmover.core.mctp;

/**
 * Sends parity frames before anybody asks, for the last blocks of a session's first pass (LD-6):
 * what is lost of these is told too late to be repaired inside the pass, and would cost another
 * one. How many is known from what most receivers have lost so far (ADR 0115).
 */
final class ParityAhead {
  /** From a loss to its repair: until the next mark, and until the answers to it are in. */
  private static final int INTERVALS = 2;

  /** Frames that overtake marks look like as much, and are not lost. */
  private static final double LEAST_LOSS = 0.002;

  private final TransferSession session;
  private final MctpConfig config;
  private final ParticipantList participants;
  private final PassPlan plan;
  private final RateControl control;
  private boolean over;

  ParityAhead(
      TransferSession session,
      MctpConfig config,
      ParticipantList participants,
      PassPlan plan,
      RateControl control) {
    this.session = session;
    this.config = config;
    this.participants = participants;
    this.plan = plan;
    this.control = control;
  }

  /** A frame was sent at the session's share of the rate. */
  void frameSent(long bytesPerSecond) {
    if (over) {
      return;
    }
    int left = plan.framesLeft();
    if (left
        > session.framesWithin(INTERVALS * config.rate().feedbackIntervalNs(), bytesPerSecond)) {
      return;
    }
    over = true;
    int receivers = participants.count(Participant::lacksFrames);
    double loss = control.usualLoss();
    boolean pays = loss >= LEAST_LOSS && left * loss * receivers >= 1;
    if (pays && control.phase() == RateControl.Phase.OPEN) {
      plan.addAhead(control::usualLossOf);
    }
  }
}
