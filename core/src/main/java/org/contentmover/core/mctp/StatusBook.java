package org.contentmover.core.mctp;

import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;

/** Enters what participants say of themselves: their states, and what the next pass must send. */
final class StatusBook {
  private final TransferSession session;
  private final PassPlan plan;
  private final Inquiry inquiry;

  StatusBook(TransferSession session, PassPlan plan, Inquiry inquiry) {
    this.session = session;
    this.plan = plan;
    this.inquiry = inquiry;
  }

  /**
   * Enters one status.
   *
   * @param participant who told it
   * @param restarted whether it runs anew since it spoke last
   * @param pass the present pass
   * @param sending whether its frames are still being sent
   * @return why it changed nothing, null when it did
   */
  TransferIgnored enter(
      Participant participant, Status status, boolean restarted, int pass, boolean sending) {
    if (status.missing().to() > session.frames() || status.missingFrames() > session.frames()) {
      return TransferIgnored.CONTRADICTION;
    }
    ServerState known = participant.state();
    // What a server had it has still, unless it restarted: an older status came late.
    boolean had = known == ServerState.RECEIVED && !restarted;
    if (known == ServerState.REPORTED || had) {
      return TransferIgnored.WRONG_STATE;
    }
    switch (status.state()) {
      case OFFERED:
        if (restarted || known == ServerState.MISSING || known == ServerState.REFUSED) {
          participant.pending();
        }
        break;
      case RECEIVING:
        enterMissing(participant, status, restarted, pass, sending);
        break;
      case VERIFYING:
        participant.receiving(0);
        break;
      case COMPLETE:
        participant.received();
        break;
      case FETCHING:
        participant.fetchConfirmed(status.missingFrames());
        break;
      case REFUSED:
      case FAILED:
        participant.refused(status.reason());
        break;
    }
    return null;
  }

  private void enterMissing(
      Participant participant, Status status, boolean restarted, int pass, boolean sending) {
    if (participant.state() == ServerState.FETCHING && !restarted) {
      // It has not heard yet that it shall fetch.
      inquiry.sendToFetch(participant, pass);
      return;
    }
    participant.receiving(status.missingFrames());
    // While frames are under way nobody knows yet what is missing; 0 answers an announcement.
    boolean current = status.pass() == pass || status.pass() == 0;
    if (!sending && current) {
      plan.need(status.missing().ranges());
      participant.heardPart(status.missing());
    }
  }
}
