package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.Mark;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * A participant's side of one assignment's transfer (LD-2 to LD-5; the state table is in
 * docs/protocol/mctp.md). It outlives the leader: bound to another leadership that announces the
 * same frames it goes on with what it has.
 */
final class Reception {
  /** A file that does not match twice has an error that another transfer will not mend. */
  private static final int MAX_MISMATCHES = 2;

  private final ReceiverOutput output;
  private final MctpCounters counters;
  private final StatusTeller teller;
  private final HeardTeller hearing;
  private final LeaderContact leader;
  private final Holdings holdings;
  private TransferSession session;
  private ReceptionState state = ReceptionState.OFFERED;
  private String reason = "";
  private int pass;
  private int heardInPass;
  private int mismatches;

  Reception(
      TransferSession session,
      int order,
      PeerAddress leaderAddress,
      MctpConfig config,
      Outbox outbox,
      ReceiverOutput output,
      MctpCounters counters,
      RandomGenerator random) {
    this.output = output;
    this.counters = counters;
    this.teller = new StatusTeller(outbox, counters, random);
    this.session = session;
    this.leader = new LeaderContact(config, leaderAddress, order);
    this.holdings = new Holdings(session, output, counters);
    this.hearing = new HeardTeller(outbox, random, holdings);
    output.offered(session);
  }

  TransferSession session() {
    return session;
  }

  ReceptionState state() {
    return state;
  }

  /** Whether it follows a leader now. */
  boolean isBound() {
    return leader.address() != null;
  }

  /** Whether nothing will change any more unless a new leader announces it. */
  boolean isOver() {
    return state.isOver();
  }

  /** What the spool file lacks, in bytes, ascending. */
  List<ByteRange> missing() {
    return state == ReceptionState.COMPLETE ? List.of() : holdings.missing();
  }

  // ---- leaderships

  /** The leader that announced it leads no more; what was received stays. */
  void unbind() {
    leader.lost();
    teller.reset();
    hearing.reset();
  }

  /** A newer leadership announces the same assignment: what is there is kept when it can be. */
  void bind(TransferSession newer, int order, PeerAddress address) {
    TransferSession before = session;
    session = newer;
    leader.found(address, order);
    pass = 0;
    heardInPass = 0;
    teller.reset();
    hearing.reset();
    if (!newer.sameContentAs(before)) {
      counters.receptionsRestarted++;
      output.receptionDropped(
          newer.assignment(), "another leader announces other content under the same id");
      offerAnew();
      return;
    }
    switch (state) {
      case OPENING:
      case RECEIVING:
      case REPAIRING:
      case FETCHING:
        holdings.goOn(session);
        open();
        break;
      case OFFERED:
      case REFUSED:
      case FAILED:
        offerAnew();
        break;
      case VERIFYING:
      case COMPLETE:
        break;
    }
  }

  /**
   * The same leader announces it again, perhaps with another ticket. When it was ordered anew
   * meanwhile whoever failed is asked anew.
   *
   * @return whether that can be the same session
   */
  boolean renew(TransferSession again, int order) {
    if (again.key() != session.key() || !again.sameFramesAs(session)) {
      return false;
    }
    session = again;
    if (leader.isNewOrder(order) && isOver() && state != ReceptionState.COMPLETE) {
      offerAnew();
    }
    return true;
  }

  private void offerAnew() {
    holdings.begin(session);
    mismatches = 0;
    reason = "";
    state = ReceptionState.OFFERED;
    output.offered(session);
  }

  /** The leader this is bound to announces it, for the first time or again. */
  void onAnnounce(long answerWindowNs, long nowNs) {
    heardLeader(answerWindowNs, nowNs);
    tellSoon(nowNs);
  }

  // ---- the agent's and the adapter's answers

  void accepted() {
    if (state == ReceptionState.OFFERED) {
      open();
    }
  }

  void alreadyHave(long nowNs) {
    if (state == ReceptionState.OFFERED) {
      state = ReceptionState.COMPLETE;
      tellSoon(nowNs);
    }
  }

  void refused(String why, long nowNs) {
    if (state == ReceptionState.OFFERED) {
      state = ReceptionState.REFUSED;
      reason = why;
      tellSoon(nowNs);
    }
  }

  void framesFound(FrameSet found) {
    if (state == ReceptionState.OPENING && found.frames() == session.frames()) {
      holdings.addFound(found);
    }
  }

  void spoolOpened(long nowNs) {
    if (state == ReceptionState.OPENING) {
      if (holdings.isFull()) {
        verify();
      } else {
        state = holdings.isEmpty() ? ReceptionState.RECEIVING : ReceptionState.REPAIRING;
        expectNothingAfterTheEnd(nowNs);
      }
      tellSoon(nowNs);
    }
  }

  void spoolFailed(String why, long nowNs) {
    if (!isOver()) {
      fail(why, nowNs);
    }
  }

  void rangesFilled() {
    if (state.takesFrames()) {
      holdings.addAll();
      verify();
    } else if (state == ReceptionState.OPENING) {
      // Another leader took over meanwhile and the spool file is being opened for it.
      holdings.addAll();
    }
  }

  void verified(boolean matches, long nowNs) {
    if (state != ReceptionState.VERIFYING) {
      return;
    }
    if (matches) {
      state = ReceptionState.COMPLETE;
      output.received(session);
    } else {
      counters.hashMismatches++;
      holdings.begin(session);
      mismatches++;
      if (mismatches < MAX_MISMATCHES) {
        state = ReceptionState.REPAIRING;
        expectNothingAfterTheEnd(nowNs);
      } else {
        fail(
            "what was received does not match the announced SHA-256, " + mismatches + " times",
            nowNs);
      }
    }
    tellSoon(nowNs);
  }

  // ---- what the leader sends

  /** A frame of this session, checked for its form; returns why it was ignored, null if taken. */
  TransferIgnored onFrame(ByteBuffer datagram, long nowNs) {
    TransferIgnored unfit = session.whyUnfit(datagram);
    if (unfit != null) {
      return unfit;
    }
    if (!state.takesFrames()) {
      return state == ReceptionState.VERIFYING || state == ReceptionState.COMPLETE
          ? TransferIgnored.DUPLICATE
          : TransferIgnored.WRONG_STATE;
    }
    leader.heard(nowNs);
    notePass(FrameHeader.pass(datagram));
    heardInPass++;
    TransferIgnored ignored = holdings.take(datagram);
    if (holdings.isFull()) {
      verify();
    }
    return ignored;
  }

  /** What is counted from mark to mark. */
  HeardTeller hearing() {
    return hearing;
  }

  void onMark(Mark mark, long nowNs) {
    leader.heard(nowNs);
    hearing.onMark(mark, state.takesFrames(), nowNs);
  }

  /** A pass is over. Who has told that it is complete is asked by name if that got lost. */
  void onPassEnd(int endedPass, long statusWindowNs, long nowNs) {
    if (teller.hasToldComplete()) {
      leader.heard(nowNs);
    } else {
      onStatusWanted(endedPass, statusWindowNs, nowNs);
    }
  }

  /** The leader asks where this server stands. */
  void onStatusWanted(int endedPass, long statusWindowNs, long nowNs) {
    heardLeader(statusWindowNs, nowNs);
    notePass(endedPass);
    tellSoon(nowNs);
  }

  /** The leader gives up to bring the rest by multicast (LD-5). */
  void onFetchRequest(long nowNs) {
    leader.heard(nowNs);
    if (state == ReceptionState.RECEIVING || state == ReceptionState.REPAIRING) {
      fetch();
    }
    tellSoon(nowNs);
  }

  /** The leader will send nothing more. */
  void onSessionDone(long nowNs) {
    leader.endedSession(nowNs);
    expectNothingAfterTheEnd(nowNs);
  }

  /** Whether the leader is asked what became of it: its end may have got lost. */
  boolean asksForNews(long nowNs) {
    boolean asks = leader.isAskedAgain();
    if (!asks) {
      onSessionDone(nowNs);
    }
    return asks;
  }

  /**
   * Whether it lacks something, and its leader has been silent for longer than between requests.
   */
  boolean waitsForNews(long nowNs) {
    return !isSettled() && leader.owesNews(nowNs);
  }

  // ---- time

  void tick(long nowNs) {
    if (nowNs >= teller.atNs()) {
      teller.tell(
          leader.address(), session, state, pass, heardInPass, holdings.notNeeded(), reason);
    }
    hearing.tick(leader.address(), nowNs);
  }

  long nextDeadlineNs() {
    return Math.min(Math.min(teller.atNs(), hearing.atNs()), abandonAtNs());
  }

  /** Whether every leader has been silent for so long that nobody will complete it. */
  boolean isAbandoned(long nowNs) {
    return nowNs >= abandonAtNs();
  }

  private long abandonAtNs() {
    return isSettled() ? AskTimer.NEVER : leader.giveUpAtNs();
  }

  /** Whether it needs nothing more of any leader. */
  private boolean isSettled() {
    return state.isOver() || state == ReceptionState.VERIFYING;
  }

  // ---- transitions

  private void open() {
    state = ReceptionState.OPENING;
    output.openSpool(session);
  }

  private void verify() {
    state = ReceptionState.VERIFYING;
    output.verify(session);
  }

  /** After the end of a session what is missing can only be fetched. */
  private void expectNothingAfterTheEnd(long nowNs) {
    boolean waits = state == ReceptionState.RECEIVING || state == ReceptionState.REPAIRING;
    if (!waits || !leader.hasEndedSession()) {
      return;
    }
    if (session.sourceUrl().isEmpty()) {
      fail(
          "leader %s sends no more; %d of %d frames are missing, and it offers no source for them"
              .formatted(session.leader(), holdings.missingFrames(), session.frames()),
          nowNs);
    } else {
      fetch();
    }
  }

  private void fail(String why, long nowNs) {
    state = ReceptionState.FAILED;
    reason = why;
    output.receptionDropped(session.assignment(), why);
    tellSoon(nowNs);
  }

  private void fetch() {
    state = ReceptionState.FETCHING;
    counters.sentToFetch++;
    output.rangesWanted(session, holdings.missing());
  }

  private void notePass(int newPass) {
    if (newPass > pass) {
      pass = newPass;
      heardInPass = 0;
      if (newPass > 1 && state == ReceptionState.RECEIVING) {
        state = ReceptionState.REPAIRING;
      }
    }
  }

  private void heardLeader(long newWindowNs, long nowNs) {
    teller.window(newWindowNs);
    leader.heard(nowNs);
  }

  private void tellSoon(long nowNs) {
    if (isBound()) {
      teller.tellSoon(nowNs);
    }
  }
}
