package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.TransferIgnored;
import org.junit.jupiter.api.Test;

/** REPORTING: results, latecomers, the deadline and the quorum (LD-7, LD-10). */
class SenderReportingTest extends SenderSessionFixture {

  @Test
  void shouldEndWhenEverybodyHasReported() {
    start(2, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.COMPLETE, 0);
    output.take();
    assertNull(reports("a", Outcome.STAGED));
    assertEquals(State.REPORTING, session.state());
    assertNull(reports("b", Outcome.STAGED));
    assertEquals(State.DONE, session.state());
    assertEquals(List.of("all: SESSION_END DONE", "distribution ended"), output.take());
    assertTrue(output.lastCollected().isFinal());
    assertEquals("", output.lastCollected().problem());
  }

  @Test
  void shouldTellAProblemWhenTheQuorumFailed() {
    start(2, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.REFUSED, 0);
    reports("a", Outcome.STAGED);
    assertEquals(State.FAILED, session.state());
    assertEquals(
        "1 of 2 servers have \"publish\", the quorum is 2; without it: b (refused: disk full)",
        output.lastCollected().problem());
  }

  @Test
  void shouldTellAProblemAsSoonAsMulticastCannotReachTheQuorum() {
    start(2, "a", "b", "c");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    says("c", ReceiverState.REFUSED, 0);
    assertEquals("", output.lastCollected().problem(), "b may still have it");
    for (int pass = 1; pass <= 3; pass++) {
      sendPass();
      now += 500 * MS;
      says("b", ReceiverState.RECEIVING, pass, ALL);
    }
    says("b", ReceiverState.FETCHING, 3);
    tickAt(2_000);
    assertEquals(
        "1 of 3 servers have \"publish\", the quorum is 2; without it: b (fetching: no progress in 3 passes and"
            + " 1 s), c (refused: disk full)",
        output.lastCollected().problem());
    assertFalse(output.lastCollected().isFinal());
    says("b", ReceiverState.COMPLETE, 3);
    tickAt(4_000);
    assertEquals("", output.lastCollected().problem(), "it has fetched");
  }

  @Test
  void shouldTellNoProblemWhileWhoIsSlowFetches() {
    start(3, "a", "b", "c");
    for (String server : List.of("a", "b", "c")) {
      says(server, ReceiverState.RECEIVING, 0, ALL);
    }
    sendPass();
    says("a", ReceiverState.COMPLETE, 1);
    says("b", ReceiverState.COMPLETE, 1);
    says("c", ReceiverState.FETCHING, 1);
    tickAt(2_000);
    assertEquals(ServerState.FETCHING, stateOf("c"));
    assertEquals("", output.lastCollected().problem());
  }

  @Test
  void shouldNotCountAFailureForTheQuorum() {
    start(1, "a");
    says("a", ReceiverState.COMPLETE, 0);
    reports("a", Outcome.FAILED);
    assertEquals(State.FAILED, session.state());
    assertEquals(ServerState.REPORTED, output.lastCollected().servers().get(0).state());
  }

  @Test
  void shouldAskForReportsButNotOfItself() {
    start(2, "leader", "b");
    says("b", ReceiverState.COMPLETE, 0);
    output.take();
    tickAt(1_000);
    assertEquals(List.of(address('b' & 0x3F) + ": REQUEST REPORT from b"), output.take());
    tickAt(60_000 - 1);
    assertEquals(ServerState.RECEIVED, stateOf("leader"));
  }

  @Test
  void shouldNameTheFewThatHaveReportedWhenMostAreSilent() {
    start(4, "a", "b", "c", "d");
    for (String server : List.of("a", "b", "c", "d")) {
      says(server, ReceiverState.COMPLETE, 0);
    }
    reports("a", Outcome.STAGED);
    output.take();
    tickAt(1_000);
    assertEquals(List.of("all: REQUEST REPORT from all but a"), output.take());
  }

  @Test
  void shouldAskEachByUnicastWhenHalfAreSilent() {
    start(4, "a", "b", "c", "d");
    for (String server : List.of("a", "b", "c", "d")) {
      says(server, ReceiverState.COMPLETE, 0);
    }
    reports("a", Outcome.STAGED);
    reports("b", Outcome.STAGED);
    output.take();
    tickAt(1_000);
    assertEquals(2, output.take().size());
  }

  @Test
  void shouldSendAgainForALatecomer() {
    start(1, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    tickAt(1_000);
    assertEquals(State.REPORTING, session.state());
    says("b", ReceiverState.RECEIVING, 0, ALL);
    assertEquals(State.SENDING, session.state());
  }

  @Test
  void shouldGoBackToSendingWhenAFileDoesNotVerify() {
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    says("a", ReceiverState.VERIFYING, 1);
    assertEquals(State.REPORTING, session.state());
    says("a", ReceiverState.RECEIVING, 1, ALL);
    assertEquals(State.SENDING, session.state());
  }

  @Test
  void shouldTakeAReportThatComesAfterTheEnd() {
    start(0, "a");
    session.cancel(now);
    assertEquals(ServerState.MISSING, output.lastCollected().servers().get(0).state());
    assertNull(reports("a", Outcome.STAGED));
    assertEquals(ServerState.REPORTED, output.lastCollected().servers().get(0).state());
    assertTrue(output.lastCollected().isFinal());
  }

  @Test
  void shouldKnowAReportAgain() {
    start(2, "a", "b");
    assertNull(reports("a", Outcome.STAGED));
    assertEquals(TransferIgnored.DUPLICATE, reports("a", Outcome.STAGED));
    assertNull(reports("a", Outcome.COMMITTED));
  }

  @Test
  void shouldNameWhoIsNotFinishedAtTheDeadline() {
    start(1, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.OFFERED, 0);
    reports("a", Outcome.STAGED);
    says("b", ReceiverState.OFFERED, 0);
    tickAt(60_000);
    assertEquals(State.DONE, session.state());
    assertEquals(
        "not finished at the deadline; last known state: PENDING",
        output.lastCollected().servers().get(1).reason());
  }

  @Test
  void shouldTellNoMoreThanTwiceASecond() {
    start(1, "a");
    says("a", ReceiverState.OFFERED, 0);
    output.collected.clear();
    for (long ms = 1; ms <= 2_000; ms++) {
      tickAt(ms);
      says("a", ReceiverState.OFFERED, 0);
    }
    assertEquals(4, output.collected.size());
  }
}
