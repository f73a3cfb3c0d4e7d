package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.Request;

/**
 * Asks participants again, and gives up on those that show no sign of life: bounded tries, then
 * MISSING (LD-7). Few are asked by unicast; when more than a configured share is silent one
 * multicast reaches them all, with the shorter list of names.
 */
final class Inquiry {
  private final MctpConfig config;
  private final Outbox outbox;
  private final TransferSession session;
  private final ParticipantList participants;

  Inquiry(MctpConfig config, Outbox outbox, TransferSession session, ParticipantList participants) {
    this.config = config;
    this.outbox = outbox;
    this.session = session;
    this.participants = participants;
  }

  /** Announces to these servers once more. */
  void announce(List<Participant> silent, Announce announce, long nowNs) {
    for (Announce slice : announce.slicesFor(stillHoped(silent, nowNs))) {
      outbox.multicast(slice);
    }
  }

  /** Asks these servers once more. */
  void ask(List<Participant> silent, Request.Kind kind, int pass, long nowNs) {
    List<ServerName> asked = stillHoped(silent, nowNs);
    int windowMs = config.window().ms(asked.size());
    Request request =
        new Request(session.assignment(), session.epoch(), kind, pass, windowMs, asked);
    boolean many =
        asked.size() * 100L > participants.all().size() * (long) config.multicastAskPercent();
    if (many && asked.size() > 1) {
      multicast(request, asked);
      return;
    }
    for (ServerName server : asked) {
      unicastOrMulticast(participants.get(server), request.to(List.of(server)));
    }
  }

  /**
   * Names those that are asked, or those that are not: whoever are fewer (LD-7). Those that are not
   * must all be named in one datagram.
   */
  private void multicast(Request request, List<ServerName> asked) {
    Set<ServerName> toAnswer = Set.copyOf(asked);
    List<ServerName> others =
        participants.all().stream()
            .map(Participant::name)
            .filter(name -> !toAnswer.contains(name))
            .toList();
    if (others.size() < asked.size() && request.slicesFor(others).size() <= 1) {
      outbox.multicast(request.toAllBut(others));
    } else {
      request.slicesFor(asked).forEach(outbox::multicast);
    }
  }

  /** Tells one server to fetch by unicast what it lacks. */
  void sendToFetch(Participant participant, int pass) {
    Request request =
        new Request(
            session.assignment(),
            session.epoch(),
            Request.Kind.FETCH,
            pass,
            0,
            List.of(participant.name()));
    unicastOrMulticast(participant, request);
  }

  /** Tells those once more that have not confirmed that they fetch. */
  void remindOfFetch(int pass) {
    for (Participant participant : participants.in(ServerState.FETCHING)) {
      if (!participant.isFetchConfirmed()) {
        sendToFetch(participant, pass);
      }
    }
  }

  private void unicastOrMulticast(Participant participant, Request request) {
    if (participant.address() == null) {
      outbox.multicast(request);
    } else {
      outbox.unicast(participant.address(), request);
    }
  }

  /**
   * Those of them that have not been silent for too many requests, and for as long as these take
   * one after the other: every pass begins anew with short waits.
   */
  private List<ServerName> stillHoped(List<Participant> silent, long nowNs) {
    long patienceNs = config.ask().sumNs(config.maxTries());
    List<ServerName> names = new ArrayList<>();
    for (Participant participant : silent) {
      int unanswered = participant.ask(nowNs);
      if (unanswered > config.maxTries() && participant.silentNs(nowNs) >= patienceNs) {
        participant.missing("did not answer " + config.maxTries() + " requests in a row");
      } else {
        names.add(participant.name());
      }
    }
    return names;
  }
}
