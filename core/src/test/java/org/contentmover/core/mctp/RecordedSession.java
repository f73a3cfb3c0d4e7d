package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;
import org.contentmover.core.testing.StateTable;

/**
 * A leader that brings ten frames to a and b, of which one must have them, and what it does in the
 * words of docs/protocol/mctp.md.
 */
final class RecordedSession extends SenderSessionFixture {
  private static final FrameRange ONE = new FrameRange(4, 1);
  private static final int OTHER_PASS = 9;
  private static final int STEP_MS = 10;
  private static final int DEADLINE_MS = 60_000;

  private final List<String> ignored = new ArrayList<>();

  RecordedSession() {
    start(1, "a", "b");
  }

  RecordedSession then(Consumer<RecordedSession> step) {
    step.accept(this);
    return this;
  }

  // ---- what servers say

  /** It is in that state; receiving it lacks one frame. */
  void status(String server, ReceiverState state) {
    note(says(server, state, pass(), missingIn(state)));
  }

  void statusOfAnotherPass(String server) {
    note(says(server, ReceiverState.RECEIVING, OTHER_PASS, ONE));
  }

  void lacksAll(String server) {
    note(says(server, ReceiverState.RECEIVING, pass(), ALL));
  }

  void lacksAllAfterRestart(String server) {
    note(says(server, 2, ReceiverState.RECEIVING, pass(), ALL));
  }

  void statusAfterRestart(String server, ReceiverState state) {
    note(says(server, 2, state, 0, missingIn(state)));
  }

  /** The first of two datagrams in which a server tells what it lacks. */
  void halfAStatus(String server) {
    tell(server, new MissingPart(0, 2, 0, FRAMES / 2, List.of(ONE)));
  }

  /** It lacks a frame that the assignment does not have. */
  void impossibleStatus(String server) {
    tell(server, new MissingPart(0, 1, 0, FRAMES + 1, List.of(new FrameRange(FRAMES, 1))));
  }

  private void tell(String server, MissingPart part) {
    Status status = new Status(ID, 7, address(2), pass(), ReceiverState.RECEIVING, 1, 0, part, "");
    note(session.onStatus(new ServerName(server), 1, status, now));
  }

  void result(String server, Outcome outcome) {
    note(reports(server, outcome));
  }

  void asksForAnnouncement(String server) {
    session.onAnnounceWanted(new ServerName(server), address(2));
  }

  private static FrameRange[] missingIn(ReceiverState state) {
    return state == ReceiverState.RECEIVING ? new FrameRange[] {ONE} : new FrameRange[0];
  }

  private void note(TransferIgnored reason) {
    if (reason != null) {
      ignored.add("ignored: " + reason);
    }
  }

  /** No table goes beyond the first pass. */
  private int pass() {
    return session.state() == State.ANNOUNCING ? 0 : 1;
  }

  // ---- time

  /** The rate lets so many frames go, if the pass has them. */
  void sendFrames(int most) {
    for (int i = 0; i < most && session.sendFrame(now); i++) {
      // as long as there are any
    }
  }

  /** Nobody speaks until the leader has asked so often; five seconds if it does not ask. */
  void nobodySpeaks(int requests) {
    int enough = output.messages.size() + requests;
    long untilMs = nowMs() + 5_000;
    while (output.messages.size() < enough && nowMs() < untilMs) {
      tickAt(nowMs() + STEP_MS);
    }
  }

  /** The agent of b thinks as long as the first pass is held for it. */
  void thinks(String server) {
    long untilMs = MctpConfig.lan().announceHoldNs() / MS;
    while (session.state() == State.ANNOUNCING && nowMs() < untilMs) {
      says(server, ReceiverState.OFFERED, 0);
      tickAt(nowMs() + STEP_MS);
    }
  }

  /** One has everything and reports; of the other nothing is heard any more. */
  void dies(String silent, String other) {
    says(other, ReceiverState.COMPLETE, pass());
    reports(other, Outcome.STAGED);
    while (stateOf(silent) != ServerState.MISSING && nowMs() < DEADLINE_MS - STEP_MS) {
      tickAt(nowMs() + STEP_MS);
      sendFrames(FRAMES);
    }
  }

  void reachDeadline() {
    tickAt(DEADLINE_MS);
  }

  /** As the agent orders it; what has ended cannot be called off. */
  void cancel() {
    if (!session.isEnded()) {
      session.cancel(now);
    }
  }

  private long nowMs() {
    return now / MS;
  }

  // ---- what it does

  /** What that event does to the session, and to the account of both servers. */
  String cell(Consumer<RecordedSession> event) {
    State before = session.state();
    Map<String, ServerState> accountBefore = account();
    List<String> effects = effectsOf(event);
    List<String> done = new ArrayList<>();
    account()
        .forEach(
            (server, state) -> {
              if (state != accountBefore.get(server)) {
                done.add(server + " " + state);
              }
            });
    done.addAll(effects);
    return StateTable.cell(done, before, session.state());
  }

  /**
   * What that event does to the account of b, and what the next pass sends when a needs nothing.
   */
  String accountCell(Consumer<RecordedSession> event) {
    ServerState before = stateOf("b");
    List<String> done = effectsOf(event);
    ServerState after = stateOf("b");
    says("a", ReceiverState.COMPLETE, pass());
    long frames = sendPass().stream().filter(line -> line.startsWith("frame")).count();
    List<String> later = new ArrayList<>();
    if (frames > 0) {
      later.add("next pass: " + (frames == 1 ? "the frame" : "all frames"));
    }
    return StateTable.cell(done, before, after, later);
  }

  private List<String> effectsOf(Consumer<RecordedSession> event) {
    ignored.clear();
    output.take();
    event.accept(this);
    List<String> effects = new ArrayList<>();
    for (String line : output.take()) {
      if (!line.equals("distribution ended")) {
        effects.add(plain(line));
      }
    }
    effects.addAll(ignored);
    return effects;
  }

  private static String plain(String line) {
    String message = line.substring(line.lastIndexOf(": ") + 1).strip();
    return message
        .replaceAll("^(?:frame|parity) .*pass (\\d+)$", "frames of pass $1")
        .replaceAll("^PASS_END.*", "PASS_END")
        .replaceAll("^ANNOUNCE to$", "ANNOUNCE to nobody");
  }

  private Map<String, ServerState> account() {
    Map<String, ServerState> account = new LinkedHashMap<>();
    session.orderedAgain(now);
    output
        .lastCollected()
        .servers()
        .forEach(progress -> account.put(progress.server().value(), progress.state()));
    return account;
  }
}
