package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.testing.DocumentedTable;
import org.contentmover.core.testing.StateTable;
import org.junit.jupiter.api.Test;

/**
 * Walks through every state of a leader's session, and of a server in its account, and every event,
 * and holds the tables in docs/protocol/mctp.md to what the machine does.
 */
class SenderStateTableTest {
  private static final String STRANGER = "stranger";

  @Test
  void shouldDoWhatTheDocumentSays() throws IOException {
    new DocumentedTable("mctp.md", "leader's states", SenderStateTableTest.class)
        .shouldBe(
            StateTable.of(sessions(), events(), (session, event) -> session.get().cell(event)));
  }

  @Test
  void shouldKeepTheAccountThatTheDocumentShows() throws IOException {
    new DocumentedTable("mctp.md", "leader's account", SenderStateTableTest.class)
        .shouldBe(
            StateTable.of(
                servers(), sayings(), (session, event) -> session.get().accountCell(event)));
  }

  @Test
  void shouldReachEveryState() {
    assertEquals(
        List.of(State.values()),
        sessions().values().stream()
            .map(session -> session.get().session.state())
            .distinct()
            .toList());
    assertEquals(
        Arrays.asList(ServerState.values()),
        servers().entrySet().stream()
            .filter(server -> server.getValue().get().stateOf("b") == server.getKey())
            .map(Map.Entry::getKey)
            .toList());
  }

  // ---- the session

  private static Map<String, Supplier<RecordedSession>> sessions() {
    Map<String, Supplier<RecordedSession>> sessions = new LinkedHashMap<>();
    sessions.put("ANNOUNCING", RecordedSession::new);
    sessions.put(
        "ANNOUNCING, a takes part", () -> new RecordedSession().then(s -> s.lacksAll("a")));
    sessions.put("SENDING", () -> sending().then(s -> s.sendFrames(5)));
    sessions.put(
        "COLLECTING", () -> collecting().then(s -> s.status("a", ReceiverState.RECEIVING)));
    sessions.put("REPORTING", SenderStateTableTest::reporting);
    sessions.put("DONE", () -> reporting().then(RecordedSession::reachDeadline));
    sessions.put("FAILED", () -> new RecordedSession().then(RecordedSession::reachDeadline));
    return sessions;
  }

  private static RecordedSession sending() {
    return new RecordedSession().then(s -> s.lacksAll("a")).then(s -> s.lacksAll("b"));
  }

  private static RecordedSession collecting() {
    return sending().then(RecordedSession::sendPass);
  }

  private static RecordedSession reporting() {
    return collecting()
        .then(s -> s.status("a", ReceiverState.COMPLETE))
        .then(s -> s.result("a", Outcome.STAGED))
        .then(s -> s.status("b", ReceiverState.VERIFYING));
  }

  private static Map<String, Consumer<RecordedSession>> events() {
    Map<String, Consumer<RecordedSession>> events = new LinkedHashMap<>();
    events.put("b OFFERED: its agent thinks", s -> s.status("b", ReceiverState.OFFERED));
    events.put("b goes on thinking until `announceHold` is over", s -> s.thinks("b"));
    events.put("b RECEIVING, lacks a frame", s -> s.status("b", ReceiverState.RECEIVING));
    events.put("b RECEIVING, the first of two parts", s -> s.halfAStatus("b"));
    events.put("b RECEIVING, of another pass", s -> s.statusOfAnotherPass("b"));
    events.put("b RECEIVING, lacks all: it restarted", s -> s.lacksAllAfterRestart("b"));
    events.put("b VERIFYING", s -> s.status("b", ReceiverState.VERIFYING));
    events.put("b COMPLETE", s -> s.status("b", ReceiverState.COMPLETE));
    events.put("b FETCHING", s -> s.status("b", ReceiverState.FETCHING));
    events.put("b REFUSED", s -> s.status("b", ReceiverState.REFUSED));
    events.put("a and b COMPLETE", s -> both(s, ReceiverState.COMPLETE));
    events.put("a and b REFUSED", s -> both(s, ReceiverState.REFUSED));
    events.put("b reports STAGED", s -> s.result("b", Outcome.STAGED));
    events.put("b reports FAILED", s -> s.result("b", Outcome.FAILED));
    events.put("b asks for the announcement", s -> s.asksForAnnouncement("b"));
    events.put("a server that is not meant asks", s -> s.asksForAnnouncement(STRANGER));
    events.put(
        "a server that is not meant tells a state",
        s -> s.status(STRANGER, ReceiverState.RECEIVING));
    events.put("b lacks a frame that there is not", s -> s.impossibleStatus("b"));
    events.put("the rate lets a frame go", s -> s.sendFrames(1));
    events.put(
        "the rate lets the rest of the pass go", s -> s.sendFrames(SenderSessionFixture.FRAMES));
    events.put("nobody speaks: first request", s -> s.nobodySpeaks(1));
    events.put("nobody speaks: second request", s -> s.nobodySpeaks(2));
    events.put("a reports STAGED, b is dead", s -> s.dies("b", "a"));
    events.put("the deadline", RecordedSession::reachDeadline);
    events.put("cancelled", RecordedSession::cancel);
    return events;
  }

  private static void both(RecordedSession session, ReceiverState state) {
    session.says("a", state, 1);
    session.status("b", state);
  }

  // ---- the account

  /** The pass is over and a has not answered: the session stays in COLLECTING. */
  private static Map<ServerState, Supplier<RecordedSession>> servers() {
    Map<ServerState, Supplier<RecordedSession>> servers = new LinkedHashMap<>();
    servers.put(
        ServerState.PENDING,
        () ->
            new RecordedSession()
                .then(s -> s.lacksAll("a"))
                .then(s -> s.nobodySpeaks(2))
                .then(RecordedSession::sendPass));
    servers.put(ServerState.RECEIVING, SenderStateTableTest::collecting);
    servers.put(
        ServerState.FETCHING, () -> collecting().then(s -> s.status("b", ReceiverState.FETCHING)));
    servers.put(
        ServerState.RECEIVED, () -> collecting().then(s -> s.status("b", ReceiverState.COMPLETE)));
    servers.put(ServerState.REPORTED, () -> collecting().then(s -> s.result("b", Outcome.STAGED)));
    servers.put(
        ServerState.REFUSED, () -> collecting().then(s -> s.status("b", ReceiverState.REFUSED)));
    servers.put(ServerState.MISSING, SenderStateTableTest::withoutB);
    return servers;
  }

  /** b never answered, a late. */
  private static RecordedSession withoutB() {
    RecordedSession session = new RecordedSession();
    while (session.stateOf("b") != ServerState.MISSING) {
      session.nobodySpeaks(1);
      session.status("a", ReceiverState.OFFERED);
    }
    session.lacksAll("a");
    session.sendPass();
    return session;
  }

  private static Map<String, Consumer<RecordedSession>> sayings() {
    Map<String, Consumer<RecordedSession>> sayings = new LinkedHashMap<>();
    sayings.put("OFFERED", s -> s.status("b", ReceiverState.OFFERED));
    sayings.put("RECEIVING, lacks a frame", s -> s.status("b", ReceiverState.RECEIVING));
    sayings.put("the same, of another pass", s -> s.statusOfAnotherPass("b"));
    sayings.put("VERIFYING", s -> s.status("b", ReceiverState.VERIFYING));
    sayings.put("COMPLETE", s -> s.status("b", ReceiverState.COMPLETE));
    sayings.put("FETCHING", s -> s.status("b", ReceiverState.FETCHING));
    sayings.put("REFUSED", s -> s.status("b", ReceiverState.REFUSED));
    sayings.put("FAILED", s -> s.status("b", ReceiverState.FAILED));
    sayings.put("OFFERED, after a restart", s -> s.statusAfterRestart("b", ReceiverState.OFFERED));
    sayings.put("RECEIVING, lacks all, after a restart", s -> s.lacksAllAfterRestart("b"));
    sayings.put(
        "COMPLETE, after a restart", s -> s.statusAfterRestart("b", ReceiverState.COMPLETE));
    sayings.put("a report: STAGED", s -> s.result("b", Outcome.STAGED));
    sayings.put("a report: FAILED", s -> s.result("b", Outcome.FAILED));
    return sayings;
  }
}
