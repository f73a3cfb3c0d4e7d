package org.contentmover.core.mctp;

import java.util.List;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.IgnoredReason;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Request;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.contentmover.core.mctp.wire.Status;

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

  /** Requests that go unanswered before the next pass begins without the silent. */
  private static final int ROUNDS_TO_HOLD_A_PASS = 2;

  private final DistributionOrder order;
  private final MctpConfig config;
  private final Outbox outbox;
  private final SenderOutput output;
  private final TransferSession session;
  private final ParticipantList participants;
  private final PassPlan plan;
  private final TokenBucket bucket;
  private final Inquiry inquiry;
  private final ReportCollection reports;
  private final AskTimer announceTimer;
  private final AskTimer statusTimer;
  private final AskTimer reportTimer;

  private State state = State.ANNOUNCING;
  private long holdUntilNs;
  private int pass;
  private int passesWithQuorum;

  /**
   * A session that has not started.
   *
   * @param earlier session of the same leadership for the same assignment, whose numbers go on;
   *     null for none
   */
  SenderSession(
      DistributionOrder order,
      long epoch,
      SenderSession earlier,
      MctpConfig config,
      Outbox outbox,
      SenderOutput output,
      long nowNs) {
    this.order = order;
    this.config = config;
    this.outbox = outbox;
    this.output = output;
    this.session =
        new TransferSession(
            order.assignment(),
            epoch,
            outbox.self(),
            TransferSession.keyOf(outbox.segmentKey(), outbox.self(), epoch, order.assignment()),
            order.name(),
            order.sizeBytes(),
            order.frameBytes() - FrameHeader.BYTES,
            order.sha256(),
            order.dataChannel(),
            order.sourceUrl(),
            order.ticket());
    this.participants = new ParticipantList(order.participants(), session.frames());
    this.plan = new PassPlan(session.frames());
    this.bucket = new TokenBucket(order.rateBytesPerSecond(), config.burstNs(), nowNs);
    this.inquiry = new Inquiry(config, outbox, session, participants);
    this.reports =
        new ReportCollection(
            config,
            session,
            order.quorum(),
            earlier == null ? 0 : earlier.reports.sequence(),
            participants,
            output,
            nowNs);
    this.pass = earlier == null ? 0 : earlier.pass;
    this.announceTimer = new AskTimer(config.askIntervalNs(), config.maxAskIntervalNs());
    this.statusTimer = new AskTimer(config.askIntervalNs(), config.maxAskIntervalNs());
    this.reportTimer = new AskTimer(config.reportAskIntervalNs(), config.maxReportAskIntervalNs());
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

  /** So many sessions send in the segment now, this one included; each gets an equal share. */
  void shareRate(int sessions) {
    long share = Math.max(1, order.rateBytesPerSecond() / sessions);
    if (share != bucket.bytesPerSecond()) {
      bucket.rate(share);
    }
  }

  // ---- inputs

  void start(long nowNs) {
    Participant self = participants.get(outbox.self());
    if (self != null) {
      self.received();
    }
    announce(nowNs);
    advance(nowNs);
    tell(nowNs);
  }

  /** A participant says where it stands; returns why that changed nothing, null when it did. */
  IgnoredReason onStatus(ServerName sender, long incarnation, Status status, long nowNs) {
    Participant participant = participants.get(sender);
    if (participant == null) {
      return IgnoredReason.NOT_PARTICIPANT;
    }
    if (isEnded()) {
      return IgnoredReason.WRONG_STATE;
    }
    if (status.missing().to() > session.frames() || status.missingFrames() > session.frames()) {
      return IgnoredReason.CONTRADICTION;
    }
    boolean restarted = participant.heard(status.from(), incarnation);
    IgnoredReason ignored = note(participant, status, restarted);
    if (participant.state() == ServerState.PENDING && !announceTimer.isRunning()) {
      announceTimer.start(nowNs, config.minWindowNs());
    }
    reports.changed();
    advance(nowNs);
    tell(nowNs);
    return ignored;
  }

  private IgnoredReason note(Participant participant, Status status, boolean restarted) {
    ServerState known = participant.state();
    // What a server had it has still, unless it restarted: an older status came late.
    boolean had = known == ServerState.RECEIVED && !restarted;
    if (known == ServerState.REPORTED || (had && status.state() != ReceiverState.COMPLETE)) {
      return IgnoredReason.WRONG_STATE;
    }
    switch (status.state()) {
      case OFFERED:
        if (restarted || known == ServerState.MISSING || known == ServerState.REFUSED) {
          participant.pending();
        }
        break;
      case RECEIVING:
        noteMissing(participant, status, restarted);
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

  private void noteMissing(Participant participant, Status status, boolean restarted) {
    if (participant.state() == ServerState.FETCHING && !restarted) {
      // It has not heard yet that it shall fetch.
      inquiry.sendToFetch(participant, pass);
      return;
    }
    participant.receiving(status.missingFrames());
    boolean current = status.pass() == pass || status.pass() == 0;
    if (state != State.SENDING && current) {
      plan.need(status.missing().ranges());
      participant.heardPart(status.missing());
    }
  }

  /** A participant's result; also taken after the end. */
  IgnoredReason onReport(
      ServerName sender, long incarnation, PeerAddress from, MemberReport report, long nowNs) {
    Participant participant = participants.get(sender);
    if (participant == null) {
      return IgnoredReason.NOT_PARTICIPANT;
    }
    participant.heard(from, incarnation);
    if (participant.report().filter(report::equals).isPresent()) {
      return IgnoredReason.DUPLICATE;
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

  /** Announces this session to one server that saw it in Leader Alive, or that it is not meant. */
  void onAnnounceWanted(ServerName sender, PeerAddress from) {
    boolean meant = participants.get(sender) != null && !isEnded();
    outbox.unicast(from, announcement().to(meant ? List.of(sender) : List.of()));
  }

  /** Calls the transfer off. */
  void cancel(long nowNs) {
    for (Participant participant : participants.where(p -> !p.state().isSettled())) {
      participant.missing("the distribution was cancelled");
    }
    end(SessionEnd.End.CANCELLED, nowNs);
  }

  /** Tells again how it stands: somebody ordered it once more. */
  void orderedAgain(long nowNs) {
    reports.changed();
    if (isEnded()) {
      reports.tellFinal(nowNs);
    } else {
      tell(nowNs);
    }
  }

  /**
   * Sends the next frame of the pass if the rate allows.
   *
   * @return whether it did
   */
  boolean sendFrame(long nowNs) {
    if (state != State.SENDING) {
      return false;
    }
    int frame = plan.peek();
    int length = session.lengthOf(frame);
    if (!bucket.tryTake(FrameHeader.BYTES + length, nowNs)) {
      return false;
    }
    output.sendFrame(session, pass, frame, session.offsetOf(frame), length);
    plan.advance();
    if (plan.peek() < 0) {
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
    if (announceTimer.isDue(nowNs)) {
      announce(nowNs);
    }
    if (statusTimer.isDue(nowNs)) {
      List<Participant> silent = participants.where(SenderSession::owesStatus);
      if (statusTimer.rounds() >= config.maxTries()) {
        silent.forEach(p -> sendToFetch(p, "its answers fit no pass"));
      } else {
        statusTimer.asked(nowNs, config.windowNs(silent.size()));
        inquiry.ask(silent, Request.Kind.STATUS, pass);
      }
      reports.changed();
    }
    if (reportTimer.isDue(nowNs)) {
      askForReports(nowNs);
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
    next = Math.min(next, Math.min(announceTimer.atNs(), statusTimer.atNs()));
    next = Math.min(next, reportTimer.atNs());
    if (state == State.SENDING) {
      next = Math.min(next, bucket.readyAtNs() + config.wakeNs());
    }
    return state == State.ANNOUNCING ? Math.min(next, holdUntilNs) : next;
  }

  // ---- transitions

  private void advance(long nowNs) {
    boolean over;
    switch (state) {
      case ANNOUNCING:
        over = haveAllDecided() || (holdUntilNs == AskTimer.NEVER && haveEnoughDecided());
        break;
      case COLLECTING:
        over =
            !participants.any(SenderSession::owesStatus)
                || (statusTimer.rounds() >= ROUNDS_TO_HOLD_A_PASS && plan.isNeeded());
        if (over) {
          sortOutTheSlow();
        }
        break;
      case REPORTING:
        over = participants.any(Participant::lacksFrames);
        break;
      default:
        return;
    }
    if (over) {
      goOn(nowNs);
    }
    if (state == State.REPORTING && participants.areAllSettled()) {
      end(SessionEnd.End.DONE, nowNs);
    }
  }

  private void goOn(long nowNs) {
    statusTimer.stop();
    reportTimer.stop();
    if (plan.isNeeded()) {
      beginPass();
    } else if (participants.any(Participant::lacksFrames)) {
      // Somebody lacks frames and has not said which, or said it of another pass.
      collect(nowNs);
    } else {
      state = State.REPORTING;
      reportTimer.start(nowNs, 0);
    }
  }

  private void beginPass() {
    state = State.SENDING;
    pass++;
    plan.beginPass();
    participants.all().forEach(Participant::passBegins);
  }

  private void endPass(long nowNs) {
    int receivers = participants.count(Participant::lacksFrames);
    PassEnd passEnd =
        new PassEnd(
            session.assignment(),
            session.epoch(),
            pass,
            plan.framesInPass(),
            config.windowMs(receivers));
    for (int copy = 0; copy < PASS_END_COPIES; copy++) {
      output.sendBehindFrames(session, outbox.datagram(passEnd));
    }
    collect(nowNs);
    reports.changed();
    advance(nowNs);
  }

  private void collect(long nowNs) {
    state = State.COLLECTING;
    statusTimer.start(nowNs, config.windowNs(participants.count(SenderSession::owesStatus)));
  }

  /** Multicast that does not help a server any more ends for it (LD-5, LD-10). */
  private void sortOutTheSlow() {
    boolean quorumHasAll =
        order.quorum() > 0 && participants.count(Participant::hasAll) >= order.quorum();
    passesWithQuorum = quorumHasAll ? passesWithQuorum + 1 : 0;
    for (Participant participant : participants.where(Participant::lacksFrames)) {
      if (!participant.hasAnswered()) {
        continue;
      }
      participant.passEnded();
      if (participant.fruitlessPasses() >= config.fruitlessPasses()) {
        sendToFetch(participant, "no progress in " + config.fruitlessPasses() + " passes");
      } else if (participant.passes() >= config.maxPasses() || pass == FrameHeader.MAX_PASS) {
        sendToFetch(participant, "still incomplete after " + participant.passes() + " passes");
      } else if (passesWithQuorum > config.passesAfterQuorum()) {
        sendToFetch(
            participant, "the quorum has it, " + config.passesAfterQuorum() + " passes ago");
      }
    }
  }

  private void sendToFetch(Participant participant, String why) {
    if (session.sourceUrl().isEmpty()) {
      participant.missing(why + ", and the leader offers no address to fetch from");
      return;
    }
    participant.fetching(why);
    inquiry.sendToFetch(participant, pass);
  }

  private void announce(long nowNs) {
    List<Participant> pending = participants.in(ServerState.PENDING);
    if (pending.isEmpty()) {
      announceTimer.stop();
      return;
    }
    inquiry.announce(pending, announcement());
    long windowNs = config.windowNs(pending.size());
    if (announceTimer.isRunning()) {
      announceTimer.asked(nowNs, windowNs);
    } else {
      announceTimer.start(nowNs, windowNs);
    }
    reports.changed();
  }

  private Announce announcement() {
    int participantCount = participants.all().size();
    return new Announce(
        session.assignment(),
        session.epoch(),
        outbox.address(),
        session.name(),
        session.sizeBytes(),
        session.payloadBytes(),
        order.rateBytesPerSecond(),
        session.sha256(),
        order.quorum(),
        participantCount,
        config.windowMs(participantCount),
        session.dataChannel(),
        session.sourceUrl(),
        session.ticket(),
        List.of());
  }

  private void askForReports(long nowNs) {
    List<Participant> silent =
        participants.where(
            p ->
                !p.state().isSettled()
                    && p.state() != ServerState.PENDING
                    && !p.name().equals(outbox.self()));
    reportTimer.asked(nowNs, config.windowNs(silent.size()));
    inquiry.ask(silent, Request.Kind.REPORT, pass);
    for (Participant participant : participants.in(ServerState.FETCHING)) {
      if (!participant.isFetchConfirmed()) {
        inquiry.sendToFetch(participant, pass);
      }
    }
    reports.changed();
  }

  private void expire(long nowNs) {
    for (Participant participant : participants.where(p -> !p.state().isSettled())) {
      participant.missing(
          "not finished at the deadline; last known state: " + participant.state().name());
    }
    end(SessionEnd.End.DONE, nowNs);
  }

  private void end(SessionEnd.End end, long nowNs) {
    state = reports.hasQuorum() ? State.DONE : State.FAILED;
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

  private boolean haveAllDecided() {
    return !participants.any(p -> p.state() == ServerState.PENDING || owesStatus(p));
  }

  private boolean haveEnoughDecided() {
    int taking = participants.count(p -> p.hasAll() || p.state() == ServerState.RECEIVING);
    return taking >= Math.max(1, order.quorum());
  }

  private static boolean owesStatus(Participant participant) {
    return participant.lacksFrames() && !participant.hasAnswered();
  }

  private double sentShare() {
    return state == State.SENDING ? (double) plan.framesSent() / plan.framesInPass() : 0;
  }
}
