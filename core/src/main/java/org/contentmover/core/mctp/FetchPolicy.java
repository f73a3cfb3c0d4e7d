package org.contentmover.core.mctp;

import org.contentmover.core.mctp.wire.FrameHeader;

/**
 * Decides after each pass for whom multicast is over: who gains nothing by it, who needs too many
 * passes, and whoever is left when the quorum has had everything for some passes. They fetch what
 * they lack from the leader by unicast and hold nobody (LD-5, LD-10). Who cannot fetch is served as
 * long as it gains.
 */
final class FetchPolicy {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  /** Who cannot fetch is given up for good: it is waited for so many times as long. */
  private static final int PATIENCE_WITHOUT_FETCH = 10;

  private final MctpConfig config;
  private final TransferSession session;
  private final int quorum;
  private final ParticipantList participants;
  private final Inquiry inquiry;
  private int passesWithQuorum;

  FetchPolicy(
      MctpConfig config,
      TransferSession session,
      int quorum,
      ParticipantList participants,
      Inquiry inquiry) {
    this.config = config;
    this.session = session;
    this.quorum = quorum;
    this.participants = participants;
    this.inquiry = inquiry;
  }

  /** A pass is over and its statuses are in. */
  void passEnded(int pass, long nowNs) {
    boolean quorumHasAll = quorum > 0 && participants.count(Participant::hasAll) >= quorum;
    passesWithQuorum = quorumHasAll ? passesWithQuorum + 1 : 0;
    for (Participant participant : participants.where(Participant::lacksFrames)) {
      if (participant.hasAnswered()) {
        participant.passEnded();
        decide(participant, pass, nowNs);
      }
    }
  }

  private void decide(Participant participant, int pass, long nowNs) {
    PassLimits limits = config.passes();
    boolean canFetch = !session.sourceUrl().isEmpty();
    long patienceNs = limits.fruitlessNs() * (canFetch ? 1 : PATIENCE_WITHOUT_FETCH);
    if (participant.isStuck(limits.fruitless(), patienceNs, nowNs)) {
      String why =
          "no progress in " + limits.fruitless() + " passes and " + patienceNs / NS_PER_SECOND;
      participant.unreachable();
      send(participant, why + " s", pass);
    } else if (pass == FrameHeader.MAX_PASS
        || (canFetch && participant.passes() >= limits.most())) {
      send(participant, "still incomplete after " + participant.passes() + " passes", pass);
    } else if (canFetch && passesWithQuorum > limits.afterQuorum()) {
      String why = "the quorum has it since " + config.passes().afterQuorum() + " passes";
      send(participant, why, pass);
    }
  }

  /** Who speaks all the time, and never of this pass, would be asked for ever. */
  void answersFitNoPass(int pass) {
    for (Participant participant : participants.where(Participant::owesStatus)) {
      if (participant.hasSpokenSinceAsked()) {
        send(participant, "its answers fit no pass", pass);
      }
    }
  }

  /**
   * A server hears much less of the frames than most. It is helped by fetching only; where it
   * cannot, it stays, and is served after the others.
   */
  void hearsLittle(Participant participant, int percent, int pass) {
    if (participant.lacksFrames() && !session.sourceUrl().isEmpty()) {
      send(participant, "hears " + percent + " % of what most others hear", pass);
    }
  }

  /** Multicast is over for this server. */
  void send(Participant participant, String why, int pass) {
    if (session.sourceUrl().isEmpty()) {
      participant.missing(why + ", and the leader offers no address to fetch from");
      return;
    }
    participant.fetching(why);
    inquiry.sendToFetch(participant, pass);
  }
}
