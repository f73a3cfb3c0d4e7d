package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Heard;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * All transfers of one leader. Sessions that send at the same time take turns frame by frame, each
 * at its share of the rate that the segment takes; ended ones are kept for a while, for reports
 * that come late.
 *
 * <p>Owned by one thread; see the package for time and errors.
 */
final class MctpSender {
  /** Ended sessions kept for late reports. */
  private static final int ENDED_KEPT = 16;

  /** Sessions listed in Leader Alive: the datagram must stay small. */
  static final int LISTED = 32;

  /** Frames sent in one turn at most, so that a boundless rate does not starve heartbeats. */
  private static final int FRAMES_AT_ONCE = 512;

  private static final Comparator<SenderSession> BY_BOUND =
      Comparator.comparingLong(session -> session.order().rateBytesPerSecond());

  private final MctpConfig config;
  private final Outbox outbox;
  private final SenderOutput output;
  private final MctpCounters counters;
  private final Map<AssignmentId, SenderSession> sessions = new LinkedHashMap<>();
  private final List<SenderSession> sending = new ArrayList<>();
  private final TalkLimits limits = new TalkLimits();
  private RateControl control;

  private long epoch;

  MctpSender(MctpConfig config, Outbox outbox, SenderOutput output, MctpCounters counters) {
    this.config = config;
    this.outbox = outbox;
    this.output = output;
    this.counters = counters;
    this.control = new RateControl(config.rate());
  }

  /**
   * This server leads now, in that epoch. What it had begun in an earlier one, without anybody
   * leading in between, it begins anew: participants go on with what they have.
   */
  void lead(long newEpoch, long nowNs) {
    List<DistributionOrder> unfinished = new ArrayList<>();
    for (SenderSession session : sessions.values()) {
      if (!session.isEnded()) {
        unfinished.add(session.order());
      }
    }
    sessions.clear();
    limits.clear();
    epoch = newEpoch;
    for (DistributionOrder order : unfinished) {
      distribute(order, nowNs);
    }
  }

  /** This server does not lead any more: the next leader will tell the end of what it began. */
  void retire() {
    for (SenderSession session : sessions.values()) {
      if (!session.isEnded()) {
        output.distributionEnded(session.session().assignment());
      }
    }
    sessions.clear();
    limits.clear();
    sending.clear();
    control = new RateControl(config.rate());
    epoch = 0;
  }

  long epoch() {
    return epoch;
  }

  void distribute(DistributionOrder order, long nowNs) {
    SenderSession known = sessions.get(order.assignment());
    if (known != null && !known.isEnded()) {
      known.orderedAgain(nowNs);
      return;
    }
    sessions.remove(order.assignment());
    SenderSession session =
        new SenderSession(order, epoch, known, control, config, outbox, output, counters, nowNs);
    sessions.put(order.assignment(), session);
    counters.sessionsSent++;
    session.start(nowNs);
    settle();
  }

  void cancel(AssignmentId assignment, long nowNs) {
    SenderSession session = sessions.get(assignment);
    if (session != null && !session.isEnded()) {
      session.cancel(nowNs);
      settle();
    }
  }

  /** Whether a message of that server is to be read at all. */
  boolean admits(ServerName server, long nowNs) {
    boolean participates = false;
    for (SenderSession session : sessions.values()) {
      participates |= session.feedback().isFor(server);
    }
    return limits.admits(server, participates, nowNs);
  }

  TransferIgnored onStatus(ServerName sender, long incarnation, Status status, long nowNs) {
    SenderSession session = sessions.get(status.assignment());
    if (session == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    TransferIgnored ignored = session.onStatus(sender, incarnation, status, nowNs);
    settle();
    return ignored;
  }

  TransferIgnored onHeard(ServerName sender, Heard heard) {
    SenderSession session = sessions.get(heard.assignment());
    return session == null
        ? TransferIgnored.UNKNOWN_SESSION
        : session.feedback().onHeard(sender, heard);
  }

  /** Null when the report is to be acknowledged. */
  TransferIgnored onReport(
      ServerName sender, long incarnation, PeerAddress from, MemberReport report, long nowNs) {
    SenderSession session = sessions.get(report.assignment());
    if (session == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    TransferIgnored ignored = session.onReport(sender, incarnation, from, report, nowNs);
    settle();
    return ignored;
  }

  TransferIgnored onAnnounceWanted(ServerName sender, AssignmentId assignment, PeerAddress from) {
    SenderSession session = sessions.get(assignment);
    if (session == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    session.onAnnounceWanted(sender, from);
    return null;
  }

  /** Size of the frames of that assignment; empty when this leadership never sent it. */
  OptionalInt frameBytesOf(AssignmentId assignment) {
    SenderSession session = sessions.get(assignment);
    return session == null ? OptionalInt.empty() : OptionalInt.of(session.order().frameBytes());
  }

  /** What Leader Alive lists, so that latecomers hear of it (LD-1). */
  List<AssignmentId> running() {
    List<AssignmentId> running = new ArrayList<>();
    for (SenderSession session : sessions.values()) {
      if (!session.isEnded() && running.size() < LISTED) {
        running.add(session.session().assignment());
      }
    }
    return running;
  }

  /** Adds what was found about the rate, by name. */
  void addTo(SortedMap<String, Long> all) {
    control.addTo(all);
  }

  /** Time has passed: timers first, then as many frames as the rates allow. */
  void tick(long nowNs) {
    for (SenderSession session : sessions.values()) {
      session.tick(nowNs);
    }
    control.tick(nowNs);
    settle();
    sendFrames(nowNs);
  }

  long nextDeadlineNs() {
    long next = AskTimer.NEVER;
    for (SenderSession session : sessions.values()) {
      next = Math.min(next, session.nextDeadlineNs());
    }
    return next;
  }

  private void sendFrames(long nowNs) {
    int left = FRAMES_AT_ONCE;
    boolean sentOne = true;
    while (sentOne && left > 0) {
      sentOne = false;
      for (int i = 0; i < sending.size(); i++) {
        if (sending.get(i).sendFrame(nowNs)) {
          counters.framesSent++;
          sentOne = true;
          left--;
        }
      }
    }
    settle();
  }

  /** Finds out who sends, shares the rate among them, and forgets what ended long ago. */
  private void settle() {
    sending.clear();
    int ended = 0;
    for (SenderSession session : sessions.values()) {
      if (session.isSending()) {
        sending.add(session);
      } else if (session.isEnded()) {
        ended++;
      }
    }
    shareRate();
    Iterator<SenderSession> oldest = sessions.values().iterator();
    while (ended > ENDED_KEPT) {
      if (oldest.next().isEnded()) {
        oldest.remove();
        ended--;
      }
    }
  }

  /**
   * Everybody gets the same share, or its order's bound when that is less; what one leaves goes to
   * the others.
   */
  private void shareRate() {
    long highest = 0;
    for (SenderSession session : sending) {
      highest = Math.max(highest, session.order().rateBytesPerSecond());
    }
    if (highest == 0) {
      return;
    }
    control.bound(highest);
    sending.sort(BY_BOUND);
    long left = control.bytesPerSecond();
    for (int i = 0; i < sending.size(); i++) {
      SenderSession session = sending.get(i);
      long equal = left / (sending.size() - i);
      long share = Math.max(1, Math.min(session.order().rateBytesPerSecond(), equal));
      session.rate(share);
      left -= share;
    }
  }
}
