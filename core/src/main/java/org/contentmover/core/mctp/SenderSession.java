package org.contentmover.core.mctp;

import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * The leader's side of one transfer: announces, sends what participants lack in passes, and
 * collects the reports (LD-1 to LD-8; the state table is in docs/protocol/mctp.md).
 *
 * <p>A server that is slow, lossy or silent never holds the others for longer than two requests: a
 * pass begins with what is known to be missing, and the rest joins the pass after it.
 */
final class SenderSession {
  /** States of a transfer at its leader. */
  enum State {
    /** Waits for the participants' first answers. */
    ANNOUNCING,
    /** Sends the frames of a pass. */
    SENDING,
    /** Waits for the participants' statuses after a pass. */
    COLLECTING,
    /** Nobody lacks a frame that multicast could bring; waits for completions and reports. */
    REPORTING,
    /** Everybody is settled, and enough servers have it. */
    DONE,
    /** Everybody is settled, and fewer servers than the quorum have it. */
    FAILED
  }

  /** A lost end of pass costs a participant a whole request; a second copy costs nothing. */
  private static final int PASS_END_COPIES = 2;

  /** Requests that go unanswered before a pass begins without the silent. */
  private static final int ASKS_TO_HOLD = 2;

  private final DistributionOrder order;
  private final MctpConfig config;
  private final Outbox outbox;
  private final SenderOutput output;
  private final TransferSession session;
  private final ParticipantList participants;
  private final PassPlan plan;
  private final FramePump pump;
  private final ReportCollection reports;
  private final Announcer announcer;
  private final StatusBook statusBook;
  private final FetchPolicy fetchPolicy;
  private final FetchTurns fetchTurns;
  private final Feedback feedback;
  private final Questions questions;

  private final int orderNumber;
  private State state = State.ANNOUNCING;
  private SessionEnd.End howEnded;
  private long holdUntilNs;
  private int pass;

  /**
   * A session that has not started.
   *
   * @param control finds the rate of all sessions of this leader
   * @param earlier session of the same leadership for the same assignment, whose numbers go on;
   *     null for none
   */
  SenderSession(
      DistributionOrder order,
      long epoch,
      SenderSession earlier,
      RateControl control,
      MctpConfig config,
      Outbox outbox,
      SenderOutput output,
      MctpCounters counters,
      long nowNs) {
    this.order = order;
    this.config = config;
    this.outbox = outbox;
    this.output = output;
    this.session = TransferSession.of(order, outbox.segmentKey(), outbox.self(), epoch);
    this.participants = new ParticipantList(order.participants(), session.frames());
    this.plan = new PassPlan(session.frames());
    this.pump =
        new FramePump(
            session, plan, order.rateBytesPerSecond(), config.pace(), output, counters, nowNs);
    Inquiry inquiry = new Inquiry(config, outbox, session, participants);
    this.reports =
        new ReportCollection(
            config,
            session,
            order.quorum(),
            earlier == null ? 0 : earlier.reports.sequence(),
            participants,
            output,
            nowNs);
    orderNumber = earlier == null ? 1 : earlier.orderNumber + 1;
    if (earlier != null) {
      this.pass = earlier.pass;
      this.plan.continueAfter(earlier.plan);
    }
    this.announcer =
        new Announcer(order, orderNumber, session, config, outbox, participants, inquiry);
    this.statusBook = new StatusBook(session, plan, inquiry);
    this.fetchPolicy = new FetchPolicy(config, session, order.quorum(), participants, inquiry);
    this.fetchTurns = new FetchTurns(order, participants, fetchPolicy);
    this.feedback =
        new Feedback(session, config, outbox, output, participants, plan, fetchPolicy, control);
    this.questions = new Questions(config, participants, inquiry, fetchPolicy, this::owesReport);
    this.holdUntilNs = nowNs + config.announceHoldNs();
  }

  State state() {
    return state;
  }

  TransferSession session() {
    return session;
  }

  DistributionOrder order() {
    return order;
  }

  /** Whether everybody is settled and nothing more will be sent. */
  boolean isEnded() {
    return state == State.DONE || state == State.FAILED;
  }

  boolean isSending() {
    return state == State.SENDING;
  }

  /** This is the session's share of what may be sent now. */
  void rate(long bytesPerSecond) {
    pump.rate(bytesPerSecond);
  }

  Feedback feedback() {
    return feedback;
  }

  // ---- inputs

  void start(long nowNs) {
    Participant self = participants.get(outbox.self());
    if (self != null) {
      self.received();
    }
    announcer.announce(nowNs);
    advance(nowNs);
    tell(nowNs);
  }

  /** A participant says where it stands; returns why that changed nothing, null when it did. */
  TransferIgnored onStatus(ServerName sender, long incarnation, Status status, long nowNs) {
    Participant participant = participants.get(sender);
    if (participant == null) {
      return TransferIgnored.NOT_PARTICIPANT;
    }
    if (isEnded()) {
      return TransferIgnored.WRONG_STATE;
    }
    boolean restarted = participant.heard(status.from(), incarnation);
    TransferIgnored ignored =
        statusBook.enter(participant, status, restarted, pass, state == State.SENDING);
    if (participant.state() == ServerState.PENDING) {
      announcer.resume(nowNs);
    }
    reports.changed();
    advance(nowNs);
    tell(nowNs);
    return ignored;
  }

  /** A participant's result; also taken after the end. */
  TransferIgnored onReport(
      ServerName sender, long incarnation, PeerAddress from, MemberReport report, long nowNs) {
    Participant participant = participants.get(sender);
    if (participant == null) {
      return TransferIgnored.NOT_PARTICIPANT;
    }
    participant.heard(from, incarnation);
    if (participant.report().filter(report::equals).isPresent()) {
      return TransferIgnored.DUPLICATE;
    }
    participant.reported(report);
    reports.changed();
    if (isEnded()) {
      reports.tellFinal(nowNs);
    } else {
      advance(nowNs);
      tell(nowNs);
    }
    return null;
  }

  /**
   * Tells one server that asks about this session: announces it, or that it has ended, or that the
   * server is not meant.
   */
  void onAnnounceWanted(ServerName sender, PeerAddress from) {
    boolean meant = participants.get(sender) != null;
    if (meant && isEnded()) {
      outbox.unicast(from, new SessionEnd(session.assignment(), session.epoch(), howEnded));
    } else {
      announcer.answer(sender, from, meant);
    }
  }

  /** Calls the transfer off. */
  void cancel(long nowNs) {
    participants.settleAll(participant -> "the distribution was cancelled");
    end(SessionEnd.End.CANCELLED, nowNs);
  }

  /** Tells at once how it stands: somebody ordered what is under way. */
  void orderedAgain(long nowNs) {
    reports.tellNow(nowNs, sentShare());
  }

  /**
   * Sends the next frame of the pass if the rate allows.
   *
   * @return whether it did
   */
  boolean sendFrame(long nowNs) {
    if (state != State.SENDING || !pump.sendFrame(pass, nowNs)) {
      return false;
    }
    feedback.frameSent(pass, pump.bytesPerSecond(), nowNs);
    if (plan.isPassOver()) {
      endPass(nowNs);
    }
    return true;
  }

  /** Time has passed. */
  void tick(long nowNs) {
    if (isEnded()) {
      return;
    }
    if (nowNs >= order.deadlineNs()) {
      expire(nowNs);
      return;
    }
    if (nowNs >= holdUntilNs) {
      holdUntilNs = AskTimer.NEVER;
    }
    if (announcer.tick(nowNs)) {
      reports.changed();
    }
    if (questions.tick(pass, nowNs)) {
      reports.changed();
    }
    advance(nowNs);
    if (state == State.SENDING) {
      reports.changed();
    }
    tell(nowNs);
  }

  long nextDeadlineNs() {
    if (isEnded()) {
      return AskTimer.NEVER;
    }
    long next = Math.min(order.deadlineNs(), reports.nextNs());
    next = Math.min(next, Math.min(announcer.nextNs(), questions.nextNs()));
    if (state == State.SENDING) {
      next = Math.min(next, pump.nextNs());
    }
    return state == State.ANNOUNCING ? Math.min(next, holdUntilNs) : next;
  }

  // ---- transitions

  private void advance(long nowNs) {
    if (isOver(nowNs)) {
      if (state == State.COLLECTING) {
        fetchPolicy.passEnded(pass, nowNs);
      }
      goOn(nowNs);
    }
    if (state == State.REPORTING && participants.areAllSettled()) {
      end(SessionEnd.End.DONE, nowNs);
    }
  }

  /** Whether there is nothing more to do in the present state. */
  private boolean isOver(long nowNs) {
    return switch (state) {
      case ANNOUNCING ->
          participants.haveAllDecided()
              || (participants.countTaking() >= Math.max(1, order.quorum()) && !isHeld());
      // Whoever needed the rest may have it, have refused, or fetch.
      case SENDING -> !participants.any(Participant::lacksFrames);
      case COLLECTING ->
          !participants.any(Participant::owesStatus)
              || (questions.statusRounds() >= ASKS_TO_HOLD && plan.isNeeded());
      case REPORTING ->
          order.isMulticast()
              ? participants.any(Participant::lacksFrames)
              : fetchTurns.areOpen(nowNs);
      case DONE, FAILED -> false;
    };
  }

  private boolean isHeld() {
    return holdUntilNs != AskTimer.NEVER && participants.areWorthWaiting(ASKS_TO_HOLD);
  }

  private void goOn(long nowNs) {
    questions.stop();
    if (!order.isMulticast()) {
      fetchTurns.give(pass, nowNs);
    }
    if (!order.isMulticast() || !participants.any(Participant::lacksFrames)) {
      plan.forgetNeeds();
      state = State.REPORTING;
      questions.awaitReports(nowNs);
    } else if (plan.isNeeded()) {
      beginPass(nowNs);
    } else {
      // Somebody lacks frames and has not said which, or said it of another pass.
      collect(nowNs);
    }
  }

  private void beginPass(long nowNs) {
    state = State.SENDING;
    pass++;
    plan.beginPass(pass == 1 ? 0 : framesWhileAsking());
    participants.all().forEach(participant -> participant.passBegins(nowNs));
  }

  /** What the rate carries in the time that one more pass would take for asking alone. */
  private int framesWhileAsking() {
    long windowNs = config.window().ns(participants.count(Participant::lacksFrames));
    return session.framesWithin(windowNs, pump.bytesPerSecond());
  }

  private void endPass(long nowNs) {
    feedback.passEnded(pass, pump.bytesPerSecond(), nowNs);
    int receivers = participants.count(Participant::lacksFrames);
    PassEnd passEnd =
        new PassEnd(
            session.assignment(),
            session.epoch(),
            pass,
            plan.framesInPass(),
            config.window().ms(receivers));
    for (int copy = 0; copy < PASS_END_COPIES; copy++) {
      output.sendBehindFrames(session, outbox.datagram(passEnd));
    }
    collect(nowNs);
    reports.changed();
    advance(nowNs);
  }

  private void collect(long nowNs) {
    state = State.COLLECTING;
    questions.awaitStatuses(nowNs);
  }

  private void expire(long nowNs) {
    participants.settleAll(
        participant ->
            "not finished at the deadline; last known state: " + participant.state().name());
    end(SessionEnd.End.DONE, nowNs);
  }

  private void end(SessionEnd.End end, long nowNs) {
    state = reports.hasQuorum() ? State.DONE : State.FAILED;
    howEnded = end;
    outbox.multicast(new SessionEnd(session.assignment(), session.epoch(), end));
    output.distributionEnded(session.assignment());
    reports.tellFinal(nowNs);
  }

  private void tell(long nowNs) {
    if (!isEnded()) {
      reports.tellIfDue(nowNs, sentShare());
    }
  }

  // ---- questions

  private boolean owesReport(Participant participant) {
    return !participant.state().isSettled()
        && participant.state() != ServerState.PENDING
        && !participant.name().equals(outbox.self());
  }

  private double sentShare() {
    return state == State.SENDING ? plan.sentShare() : 0;
  }
}
