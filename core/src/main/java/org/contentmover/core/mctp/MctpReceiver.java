package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.AnnounceWanted;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.Mark;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.Request;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * All receptions of one server, any number at once: finds the one a message or frame is for. The
 * caller has checked that a message comes from the leader this server follows.
 *
 * <p>Owned by one thread; see the package for time and errors. A frame costs no object.
 */
final class MctpReceiver {
  private static final long NS_PER_MS = 1_000_000L;

  /**
   * Receptions that are not over: assignments can be invented, and each asks the agent, and has two
   * files open. More than the sites of one server that are published at once, for whoever is
   * refused is taken for dead.
   */
  static final int MAX_OPEN = 2_048;

  /** Receptions kept after their end, so that a leader that asks again gets its answer. */
  private static final int OVER_KEPT = 64;

  /** Assignments remembered as not meant for this server. */
  private static final int NOT_MEANT_KEPT = 256;

  private final MctpConfig config;
  private final Outbox outbox;
  private final ReceiverOutput output;
  private final MctpCounters counters;
  private final RandomGenerator random;

  private final Map<AssignmentId, Reception> byAssignment = new LinkedHashMap<>();

  /** The same receptions, those bound to a leader only; few, so a search is the fastest map. */
  private final List<Reception> bound = new ArrayList<>();

  private final Set<AssignmentId> notMeant = new LinkedHashSet<>();
  private final Map<AssignmentId, Long> wantedAtNs = new LinkedHashMap<>();

  private FollowedLeader leader;

  MctpReceiver(
      MctpConfig config,
      Outbox outbox,
      ReceiverOutput output,
      MctpCounters counters,
      RandomGenerator random) {
    this.config = config;
    this.outbox = outbox;
    this.output = output;
    this.counters = counters;
    this.random = random;
  }

  /** Size of the frames of that assignment; empty when it was never announced here. */
  OptionalInt frameBytesOf(AssignmentId assignment) {
    Reception reception = byAssignment.get(assignment);
    return reception == null
        ? OptionalInt.empty()
        : OptionalInt.of(FrameHeader.BYTES + reception.session().payloadBytes());
  }

  /** Another leadership is followed; receptions wait for it to announce what it continues. */
  void follow(FollowedLeader newLeader) {
    leader = newLeader;
    byAssignment.values().forEach(Reception::unbind);
    bound.clear();
    notMeant.clear();
    wantedAtNs.clear();
  }

  // ---- messages of the leader

  TransferIgnored onAnnounce(Announce announce, long nowNs) {
    AssignmentId assignment = announce.assignment();
    if (!announce.addressed().contains(outbox.self())) {
      if (announce.addressed().isEmpty()) {
        remember(notMeant, assignment);
      }
      return null;
    }
    TransferSession session = TransferSession.of(announce, outbox.segmentKey(), leader.leader());
    Reception reception = byAssignment.get(assignment);
    if (reception == null) {
      if (byAssignment.size() >= MAX_OPEN && countOver(false) >= MAX_OPEN) {
        return TransferIgnored.NO_ROOM;
      }
      counters.receptions++;
      reception =
          new Reception(
              session,
              announce.order(),
              announce.leaderAddress(),
              config,
              outbox,
              output,
              counters,
              random);
      byAssignment.put(assignment, reception);
      bound.add(reception);
    } else if (!reception.isBound()) {
      reception.bind(session, announce.order(), announce.leaderAddress());
      bound.add(reception);
    } else if (!reception.renew(session, announce.order())) {
      return TransferIgnored.CONTRADICTION;
    }
    wantedAtNs.remove(assignment);
    reception.onAnnounce(announce.answerWindowMs() * NS_PER_MS, nowNs);
    forgetOldest();
    return null;
  }

  TransferIgnored onMark(Mark mark, long nowNs) {
    Reception reception = bound(mark.assignment());
    if (reception == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    reception.onMark(mark, nowNs);
    return null;
  }

  TransferIgnored onPassEnd(PassEnd passEnd, long nowNs) {
    Reception reception = bound(passEnd.assignment());
    if (reception == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    reception.onPassEnd(passEnd.pass(), passEnd.statusWindowMs() * NS_PER_MS, nowNs);
    return null;
  }

  /** The leader asks this server for its status, or to fetch. */
  TransferIgnored onRequest(Request request, long nowNs) {
    Reception reception = bound(request.assignment());
    if (reception == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    if (request.kind() == Request.Kind.FETCH) {
      reception.onFetchRequest(nowNs);
    } else {
      reception.onStatusWanted(request.pass(), request.windowMs() * NS_PER_MS, nowNs);
    }
    return null;
  }

  TransferIgnored onSessionEnd(SessionEnd sessionEnd, long nowNs) {
    Reception reception = bound(sessionEnd.assignment());
    if (reception == null) {
      return TransferIgnored.UNKNOWN_SESSION;
    }
    if (sessionEnd.end() == SessionEnd.End.CANCELLED) {
      cancel(sessionEnd.assignment(), "the leader cancelled the distribution");
    } else if (reception.state() == ReceptionState.COMPLETE || !reception.isOver()) {
      reception.onSessionDone(nowNs);
    } else {
      // Should the leader try again later, the agent is asked again.
      cancel(sessionEnd.assignment(), "");
    }
    return null;
  }

  /**
   * Leader Alive lists these sessions. The leader is asked for those this server knows nothing of
   * (LD-1), and about those it waits for that may have ended: the SESSION_END was lost.
   */
  void onRunning(List<AssignmentId> running, long nowNs) {
    forgetFailed(running);
    Set<AssignmentId> wanted = new LinkedHashSet<>();
    for (AssignmentId assignment : running) {
      if (bound(assignment) == null && !notMeant.contains(assignment)) {
        wanted.add(assignment);
      }
    }
    for (Reception reception : bound) {
      AssignmentId assignment = reception.session().assignment();
      if (reception.waitsForNews(nowNs) && !running.contains(assignment)) {
        wanted.add(assignment);
      }
    }
    wantedAtNs.keySet().retainAll(wanted);
    wanted.forEach(assignment -> ask(assignment, nowNs));
  }

  /** The announcement, or the end, may be on its way: the first time only starts the wait. */
  private void ask(AssignmentId assignment, long nowNs) {
    Long askedAtNs = wantedAtNs.putIfAbsent(assignment, nowNs);
    boolean due = askedAtNs != null && nowNs - askedAtNs >= config.ask().longestNs() / 2;
    if (!due || leader == null) {
      return;
    }
    wantedAtNs.put(assignment, nowNs);
    Reception waiting = bound(assignment);
    if (waiting == null || waiting.asksForNews(nowNs)) {
      outbox.unicast(
          leader.address(), new AnnounceWanted(assignment, leader.epoch(), outbox.address()));
    }
  }

  /**
   * What was refused or failed here and is no longer listed has ended, and its SESSION_END was
   * lost: should the leader try again, the agent is asked again.
   */
  private void forgetFailed(List<AssignmentId> running) {
    boolean listsAll = running.size() < MctpSender.LISTED;
    Predicate<Reception> ended =
        reception ->
            reception.isOver()
                && reception.state() != ReceptionState.COMPLETE
                && !running.contains(reception.session().assignment());
    if (listsAll && bound.removeIf(ended)) {
      byAssignment.values().removeIf(reception -> reception.isBound() && ended.test(reception));
    }
  }

  /** A data frame or block frame; the datagram may be read during the call only. */
  TransferIgnored onFrame(ByteBuffer datagram, long nowNs) {
    TransferIgnored malformed = FrameHeader.check(datagram);
    if (malformed != null) {
      return malformed;
    }
    long key = FrameHeader.sessionKey(datagram);
    for (int i = 0; i < bound.size(); i++) {
      Reception reception = bound.get(i);
      if (reception.session().key() == key) {
        TransferIgnored ignored = reception.onFrame(datagram, nowNs);
        if (ignored == null || ignored == TransferIgnored.DUPLICATE) {
          reception.hearing().frameHeard();
        }
        return ignored;
      }
    }
    boolean older = leader != null && FrameHeader.epochBits(datagram) - (int) leader.epoch() < 0;
    return older ? TransferIgnored.STALE_EPOCH : TransferIgnored.UNKNOWN_SESSION;
  }

  // ---- answers of the agent and the adapter

  void accepted(AssignmentId assignment) {
    with(assignment, Reception::accepted);
  }

  void alreadyHave(AssignmentId assignment, long nowNs) {
    with(assignment, reception -> reception.alreadyHave(nowNs));
  }

  void refused(AssignmentId assignment, String reason, long nowNs) {
    with(assignment, reception -> reception.refused(reason, nowNs));
  }

  void framesFound(AssignmentId assignment, FrameSet found) {
    with(assignment, reception -> reception.framesFound(found));
  }

  void spoolOpened(AssignmentId assignment, long nowNs) {
    with(assignment, reception -> reception.spoolOpened(nowNs));
  }

  void spoolFailed(AssignmentId assignment, String reason, long nowNs) {
    with(assignment, reception -> reception.spoolFailed(reason, nowNs));
  }

  void rangesFilled(AssignmentId assignment) {
    with(assignment, Reception::rangesFilled);
  }

  void verified(AssignmentId assignment, boolean matches, long nowNs) {
    with(assignment, reception -> reception.verified(matches, nowNs));
  }

  /** Drops a reception, complete or not. */
  void cancel(AssignmentId assignment, String reason) {
    Reception reception = byAssignment.remove(assignment);
    if (reception != null) {
      bound.remove(reception);
      if (!reception.isOver()) {
        output.receptionDropped(assignment, reason);
      }
    }
  }

  // ---- questions

  /** What the spool file of an assignment lacks; empty when the assignment is unknown here. */
  Optional<List<ByteRange>> missing(AssignmentId assignment) {
    return Optional.ofNullable(byAssignment.get(assignment)).map(Reception::missing);
  }

  // ---- time

  void tick(long nowNs) {
    for (Reception reception : bound) {
      reception.tick(nowNs);
    }
    Iterator<Reception> all = byAssignment.values().iterator();
    while (all.hasNext()) {
      Reception reception = all.next();
      if (reception.isAbandoned(nowNs)) {
        all.remove();
        bound.remove(reception);
        output.receptionDropped(
            reception.session().assignment(), "no leader continued this transfer");
      }
    }
  }

  long nextDeadlineNs() {
    long next = AskTimer.NEVER;
    for (Reception reception : byAssignment.values()) {
      next = Math.min(next, reception.nextDeadlineNs());
    }
    return next;
  }

  /** Whether the leader followed now has announced that assignment to this server. */
  boolean isBound(AssignmentId assignment) {
    return bound(assignment) != null;
  }

  private Reception bound(AssignmentId assignment) {
    Reception reception = byAssignment.get(assignment);
    return reception != null && reception.isBound() ? reception : null;
  }

  private void with(AssignmentId assignment, Consumer<Reception> action) {
    Reception reception = byAssignment.get(assignment);
    if (reception != null) {
      action.accept(reception);
    }
  }

  private static void remember(Set<AssignmentId> set, AssignmentId assignment) {
    set.add(assignment);
    if (set.size() > NOT_MEANT_KEPT) {
      Iterator<AssignmentId> oldest = set.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private int countOver(boolean over) {
    int count = 0;
    for (Reception reception : byAssignment.values()) {
      count += reception.isOver() == over ? 1 : 0;
    }
    return count;
  }

  private void forgetOldest() {
    int over = countOver(true);
    Iterator<Reception> oldest = byAssignment.values().iterator();
    while (over > OVER_KEPT) {
      Reception reception = oldest.next();
      if (reception.isOver()) {
        oldest.remove();
        bound.remove(reception);
        over--;
      }
    }
  }
}
