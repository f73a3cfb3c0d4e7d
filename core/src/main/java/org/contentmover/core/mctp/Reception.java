package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * A participant's side of one assignment's transfer (LD-2 to LD-5; the state table is in
 * docs/protocol/mctp.md). It outlives the leader: bound to another leadership that announces the
 * same frames it goes on with what it has.
 */
final class Reception {
  /** States of a transfer at a participant. */
  enum State {
    /** The agent has been asked. */
    OFFERED(ReceiverState.OFFERED),
    /** The spool file is being made and the data channel joined. */
    OPENING(ReceiverState.OFFERED),
    /** Takes frames of the first pass. */
    RECEIVING(ReceiverState.RECEIVING),
    /** Takes frames of later passes. */
    REPAIRING(ReceiverState.RECEIVING),
    /** The agent fetches what is missing; frames that come by are taken too. */
    FETCHING(ReceiverState.FETCHING),
    /** Every frame is there; the hash is being computed. */
    VERIFYING(ReceiverState.VERIFYING),
    /** Complete and verified, or known to be complete. */
    COMPLETE(ReceiverState.COMPLETE),
    /** This server does not take part; the reason is known. */
    REFUSED(ReceiverState.REFUSED),
    /** This server took part and cannot go on; the reason is known. */
    FAILED(ReceiverState.FAILED);

    private final ReceiverState onWire;

    State(ReceiverState onWire) {
      this.onWire = onWire;
    }

    /** What the leader is told. */
    ReceiverState onWire() {
      return onWire;
    }
  }

  /** A file that does not match twice has an error that another transfer will not mend. */
  private static final int MAX_MISMATCHES = 2;

  private final MctpConfig config;
  private final Outbox outbox;
  private final ReceiverOutput output;
  private final MctpCounters counters;
  private final RandomGenerator random;

  private TransferSession session;
  private FrameSet have;
  private PeerAddress leaderAddress;
  private State state = State.OFFERED;
  private String reason = "";
  private int pass;
  private int heardInPass;
  private int mismatches;
  private boolean completeTold;
  private long windowNs;
  private long statusAtNs = AskTimer.NEVER;
  private long lastHeardNs;

  Reception(
      TransferSession session,
      PeerAddress leaderAddress,
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
    this.session = session;
    this.leaderAddress = leaderAddress;
    this.have = FrameSet.none(session.frames());
    output.offered(session);
  }

  TransferSession session() {
    return session;
  }

  State state() {
    return state;
  }

  /** Whether it follows a leader now. */
  boolean isBound() {
    return leaderAddress != null;
  }

  /** Whether nothing will change any more unless a new leader announces it. */
  boolean isOver() {
    return state == State.COMPLETE || state == State.REFUSED || state == State.FAILED;
  }

  /** What the spool file lacks, in bytes, ascending. */
  List<ByteRange> missing() {
    List<ByteRange> ranges = new ArrayList<>();
    if (state == State.COMPLETE) {
      return ranges;
    }
    for (FrameRange gap : have.gaps()) {
      long from = session.offsetOf(gap.first());
      long to = session.offsetOf(gap.end() - 1) + session.lengthOf(gap.end() - 1);
      ranges.add(new ByteRange(from, to - from));
    }
    return ranges;
  }

  // ---- leaderships

  /** The leader that announced it leads no more; what was received stays. */
  void unbind() {
    leaderAddress = null;
    statusAtNs = AskTimer.NEVER;
  }

  /** A newer leadership announces the same assignment: what is there is kept when it can be. */
  void bind(TransferSession newer, PeerAddress address) {
    TransferSession before = session;
    session = newer;
    leaderAddress = address;
    pass = 0;
    heardInPass = 0;
    completeTold = false;
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
        keepFrames(before);
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
   * The same leader announces it again, perhaps with another ticket.
   *
   * @return whether that can be the same session
   */
  boolean renew(TransferSession again) {
    if (again.key() != session.key() || !again.sameFramesAs(session)) {
      return false;
    }
    session = again;
    return true;
  }

  private void keepFrames(TransferSession before) {
    if (session.sameFramesAs(before)) {
      counters.receptionsResumed++;
    } else {
      counters.receptionsRestarted++;
      have = FrameSet.none(session.frames());
    }
  }

  private void offerAnew() {
    have = FrameSet.none(session.frames());
    mismatches = 0;
    reason = "";
    state = State.OFFERED;
    output.offered(session);
  }

  /** The leader this is bound to announces it, for the first time or again. */
  void onAnnounce(long answerWindowNs, long nowNs) {
    heardLeader(answerWindowNs, nowNs);
    tellWithinWindow(nowNs);
  }

  // ---- the agent's and the adapter's answers

  void accepted() {
    if (state == State.OFFERED) {
      open();
    }
  }

  void alreadyHave(long nowNs) {
    if (state == State.OFFERED) {
      state = State.COMPLETE;
      tellWithinWindow(nowNs);
    }
  }

  void refused(String why, long nowNs) {
    if (state == State.OFFERED) {
      state = State.REFUSED;
      reason = why;
      tellWithinWindow(nowNs);
    }
  }

  void spoolOpened(long nowNs) {
    if (state == State.OPENING) {
      if (have.isFull()) {
        verify();
      } else {
        state = have.isEmpty() ? State.RECEIVING : State.REPAIRING;
      }
      tellWithinWindow(nowNs);
    }
  }

  void spoolFailed(String why, long nowNs) {
    if (!isOver()) {
      state = State.FAILED;
      reason = why;
      output.receptionDropped(session.assignment(), why);
      tellWithinWindow(nowNs);
    }
  }

  void rangesFilled() {
    boolean open = state == State.FETCHING || state == State.RECEIVING || state == State.REPAIRING;
    if (open) {
      have.addAll();
      verify();
    } else if (state == State.OPENING) {
      // Another leader took over meanwhile and the spool file is being opened for it.
      have.addAll();
    }
  }

  void verified(boolean matches, long nowNs) {
    if (state != State.VERIFYING) {
      return;
    }
    if (matches) {
      state = State.COMPLETE;
      output.received(session);
    } else {
      counters.hashMismatches++;
      have.clear();
      mismatches++;
      if (mismatches < MAX_MISMATCHES) {
        state = State.REPAIRING;
      } else {
        state = State.FAILED;
        reason = "what was received does not match the announced SHA-256, " + mismatches + " times";
        output.receptionDropped(session.assignment(), reason);
      }
    }
    tellWithinWindow(nowNs);
  }

  // ---- what the leader sends

  /** A frame of this session, checked for its form; returns why it was ignored, null if taken. */
  TransferIgnored onFrame(ByteBuffer datagram, long nowNs) {
    int frame = FrameHeader.frame(datagram);
    if (frame >= session.frames()) {
      return TransferIgnored.BEYOND_SIZE;
    }
    int length = FrameHeader.payloadBytes(datagram);
    if (length != session.lengthOf(frame)) {
      return TransferIgnored.WRONG_LENGTH;
    }
    boolean open = state == State.RECEIVING || state == State.REPAIRING || state == State.FETCHING;
    if (!open) {
      return state == State.VERIFYING || state == State.COMPLETE
          ? TransferIgnored.DUPLICATE
          : TransferIgnored.WRONG_STATE;
    }
    lastHeardNs = nowNs;
    notePass(FrameHeader.pass(datagram));
    heardInPass++;
    if (have.contains(frame)) {
      return TransferIgnored.DUPLICATE;
    }
    int end = datagram.limit();
    datagram.position(datagram.position() + FrameHeader.BYTES).limit(datagram.position() + length);
    boolean written = output.writeFrame(session.assignment(), session.offsetOf(frame), datagram);
    datagram.limit(end);
    if (!written) {
      return TransferIgnored.DISK_BEHIND;
    }
    have.add(frame);
    counters.framesReceived++;
    if (have.isFull()) {
      verify();
    }
    return null;
  }

  /** A pass is over. Who has told that it is complete is asked by name if that got lost. */
  void onPassEnd(int endedPass, long statusWindowNs, long nowNs) {
    if (completeTold) {
      lastHeardNs = nowNs;
    } else {
      onStatusWanted(endedPass, statusWindowNs, nowNs);
    }
  }

  /** The leader asks where this server stands. */
  void onStatusWanted(int endedPass, long statusWindowNs, long nowNs) {
    heardLeader(statusWindowNs, nowNs);
    notePass(endedPass);
    tellWithinWindow(nowNs);
  }

  /** The leader gives up to bring the rest by multicast (LD-5). */
  void onFetchRequest(long nowNs) {
    lastHeardNs = nowNs;
    if (state == State.RECEIVING || state == State.REPAIRING) {
      fetch();
    }
    tellWithinWindow(nowNs);
  }

  /** The leader will send nothing more; what is missing can only be fetched. */
  void onSessionDone(long nowNs) {
    lastHeardNs = nowNs;
    boolean incomplete = state == State.RECEIVING || state == State.REPAIRING;
    if (incomplete && !session.sourceUrl().isEmpty()) {
      fetch();
    }
  }

  // ---- time

  void tick(long nowNs) {
    if (nowNs >= statusAtNs) {
      statusAtNs = AskTimer.NEVER;
      tell();
    }
  }

  long nextDeadlineNs() {
    return Math.min(statusAtNs, abandonAtNs());
  }

  /** Whether every leader has been silent for so long that nobody will complete it. */
  boolean isAbandoned(long nowNs) {
    return nowNs >= abandonAtNs();
  }

  private long abandonAtNs() {
    boolean waits =
        state == State.OFFERED
            || state == State.OPENING
            || state == State.RECEIVING
            || state == State.REPAIRING
            || state == State.FETCHING;
    return waits ? lastHeardNs + config.abandonNs() : AskTimer.NEVER;
  }

  // ---- transitions

  private void open() {
    state = State.OPENING;
    output.openSpool(session);
  }

  private void verify() {
    state = State.VERIFYING;
    output.verify(session);
  }

  private void fetch() {
    state = State.FETCHING;
    counters.sentToFetch++;
    output.rangesWanted(session, missing());
  }

  private void notePass(int newPass) {
    if (newPass > pass) {
      pass = newPass;
      heardInPass = 0;
      if (newPass > 1 && state == State.RECEIVING) {
        state = State.REPAIRING;
      }
    }
  }

  private void heardLeader(long newWindowNs, long nowNs) {
    windowNs = newWindowNs;
    lastHeardNs = nowNs;
  }

  /** Tells at a random time: many servers have reason to speak at the same moment (LD-4). */
  private void tellWithinWindow(long nowNs) {
    if (isBound() && statusAtNs == AskTimer.NEVER) {
      statusAtNs = nowNs + random.nextLong(windowNs + 1);
    }
  }

  private void tell() {
    boolean hasAll = state == State.COMPLETE || state == State.VERIFYING;
    Status status =
        new Status(
            session.assignment(),
            session.epoch(),
            outbox.address(),
            pass,
            state.onWire(),
            hasAll ? 0 : have.frames() - have.size(),
            heardInPass,
            MissingPart.nothing(),
            reason);
    List<MissingPart> parts =
        status.state() == ReceiverState.RECEIVING
            ? MissingParts.of(have, Status.RANGE_BYTES)
            : List.of(status.missing());
    completeTold = state == State.COMPLETE;
    for (MissingPart part : parts) {
      counters.statusesSent++;
      outbox.unicast(leaderAddress, status.with(part));
    }
  }
}
