package org.contentmover.core.mctp;

import java.util.List;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Announce;

/** Announces a session to whoever has not answered, in ever longer intervals (LD-1). */
final class Announcer {
  private final MctpConfig config;
  private final Outbox outbox;
  private final ParticipantList participants;
  private final Inquiry inquiry;
  private final Announce announcement;
  private final AskTimer timer;

  Announcer(
      DistributionOrder order,
      int orderNumber,
      TransferSession session,
      MctpConfig config,
      Outbox outbox,
      ParticipantList participants,
      Inquiry inquiry) {
    this.config = config;
    this.outbox = outbox;
    this.participants = participants;
    this.inquiry = inquiry;
    int count = participants.all().size();
    this.announcement =
        new Announce(
            session.assignment(),
            session.epoch(),
            outbox.address(),
            session.name(),
            session.sizeBytes(),
            session.payloadBytes(),
            order.rateBytesPerSecond(),
            session.sha256(),
            order.quorum(),
            count,
            orderNumber,
            config.window().ms(count),
            session.dataChannel(),
            session.sourceUrl(),
            session.ticket(),
            List.of());
    this.timer = new AskTimer(config.ask());
  }

  /** Announces to all that have not answered, if there are any. */
  void announce(long nowNs) {
    List<Participant> pending = participants.in(ServerState.PENDING);
    if (pending.isEmpty()) {
      timer.stop();
      return;
    }
    inquiry.announce(pending, announcement, nowNs);
    long windowNs = config.window().ns(pending.size());
    if (timer.isRunning()) {
      timer.asked(nowNs, windowNs);
    } else {
      timer.start(nowNs, windowNs);
    }
  }

  /**
   * Announces again if it is time.
   *
   * @return whether it did
   */
  boolean tick(long nowNs) {
    if (!timer.isDue(nowNs)) {
      return false;
    }
    announce(nowNs);
    return true;
  }

  /** Somebody has to be announced to again, for it has restarted or come back. */
  void resume(long nowNs) {
    if (!timer.isRunning()) {
      timer.start(nowNs, config.window().shortestNs());
    }
  }

  /** Answers one server that asks, naming it if it is meant. */
  void answer(ServerName asking, PeerAddress address, boolean meant) {
    outbox.unicast(address, announcement.to(meant ? List.of(asking) : List.of()));
  }

  long nextNs() {
    return timer.atNs();
  }
}
