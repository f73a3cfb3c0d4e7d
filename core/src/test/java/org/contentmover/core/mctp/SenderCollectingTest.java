package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.junit.jupiter.api.Test;

/** COLLECTING: statuses between passes, and who is given up or sent to fetch (LD-4, LD-8). */
class SenderCollectingTest extends SenderSessionFixture {
  /** What a server says that it lacks, again and again. */
  private FrameRange lacking = ALL;

  @Test
  void shouldSendTheUnionOfWhatIsMissingInTheNextPass() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    says("a", ReceiverState.RECEIVING, 1, new FrameRange(1, 1));
    assertEquals(State.COLLECTING, session.state());
    says("b", ReceiverState.RECEIVING, 1, new FrameRange(1, 1), new FrameRange(5, 1));
    assertEquals(State.SENDING, session.state());
    assertEquals(
        List.of("frame 1 pass 2", "frame 5 pass 2"),
        sendPass().stream().filter(line -> line.startsWith("frame")).toList());
  }

  @Test
  void shouldAskTheSilentAfterTheWindow() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    says("a", ReceiverState.RECEIVING, 1, new FrameRange(1, 1));
    output.take();
    tickAt(109);
    assertEquals(List.of(), output.take());
    tickAt(110);
    assertEquals(List.of(address('b' & 0x3F) + ": REQUEST STATUS from b"), output.take());
  }

  @Test
  void shouldGoOnWithoutTheSilentAfterTwoRequests() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    says("a", ReceiverState.RECEIVING, 1, new FrameRange(1, 1));
    tickAt(110);
    assertEquals(State.COLLECTING, session.state());
    tickAt(320);
    assertEquals(State.SENDING, session.state());
  }

  @Test
  void shouldWaitForAllPartsOfAStatus() {
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    session.onStatus(new ServerName("a"), 1, part(0, 2, 0, 5, 1), now);
    assertEquals(State.COLLECTING, session.state());
    session.onStatus(new ServerName("a"), 1, part(0, 2, 0, 5, 1), now);
    assertEquals(State.COLLECTING, session.state());
    session.onStatus(new ServerName("a"), 1, part(1, 2, 5, FRAMES, 7), now);
    assertEquals(State.SENDING, session.state());
  }

  private static Status part(int part, int parts, int from, int to, int missing) {
    MissingPart ranges =
        new MissingPart(part, parts, from, to, List.of(new FrameRange(missing, 1)));
    return new Status(ID, 7, address(3), 1, ReceiverState.RECEIVING, 2, 0, ranges, "");
  }

  @Test
  void shouldSendToFetchWhoeverGainsNothingInThreePasses() {
    start(1, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    for (int pass = 1; pass <= 3; pass++) {
      sendPass();
      assertEquals(State.COLLECTING, session.state(), "pass " + pass);
      output.take();
      now += 500 * MS;
      says("b", ReceiverState.RECEIVING, pass, ALL);
    }
    assertEquals(List.of(address('b' & 0x3F) + ": REQUEST FETCH from b"), output.take());
    assertEquals(ServerState.FETCHING, stateOf("b"));
    assertEquals("no progress in 3 passes and 1 s", progressOf("b").reason());
  }

  @Test
  void shouldNotSendToFetchWhoeverGainsNothingForAMomentHoweverManyPassesThatIs() {
    start(1, "a", "b");
    says("b", ReceiverState.RECEIVING, 0, ALL);
    says("a", ReceiverState.RECEIVING, 0, ALL);
    for (int pass = 1; pass <= 5; pass++) {
      sendPass();
      now += 100 * MS;
      says("a", ReceiverState.RECEIVING, pass, ALL);
      says("b", ReceiverState.RECEIVING, pass, ALL);
    }
    assertEquals(ServerState.RECEIVING, stateOf("b"));
  }

  @Test
  void shouldCallAServerMissingThatGainsNothingAndCannotFetch() {
    sourceUrl = "";
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    for (int pass = 1; pass <= 10; pass++) {
      assertEquals(ServerState.RECEIVING, stateOf("a"), "pass " + pass);
      passWithoutGain(pass);
    }
    assertEquals(ServerState.MISSING, stateOf("a"));
    assertEquals(
        "no progress in 3 passes and 10 s, and the leader offers no address to fetch from",
        progressOf("a").reason());
  }

  @Test
  void shouldServeAServerThatCannotFetchAsLongAsItGains() {
    sourceUrl = "";
    start(1, "a", "b");
    says("b", ReceiverState.COMPLETE, 0);
    says("a", ReceiverState.RECEIVING, 0, ALL);
    int pass = 0;
    for (int missing = FRAMES - 1; missing > 0; missing--) {
      for (int fruitless = 0; fruitless < 2; fruitless++) {
        passWithoutGain(++pass);
      }
      sendPass();
      now += 1_000 * MS;
      says("a", ReceiverState.RECEIVING, ++pass, new FrameRange(0, missing));
      lacking = new FrameRange(0, missing);
      assertEquals(ServerState.RECEIVING, stateOf("a"), "pass " + pass);
    }
    assertTrue(pass > 20, "more passes than who can fetch is given, and the quorum has it");
  }

  private void passWithoutGain(int pass) {
    sendPass();
    now += 1_000 * MS;
    says("a", ReceiverState.RECEIVING, pass, lacking);
  }

  @Test
  void shouldSendTheRestToFetchWhenTheQuorumHasItForThreePasses() {
    start(1, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    for (int pass = 1; pass <= 4; pass++) {
      assertEquals(ServerState.RECEIVING, stateOf("b"));
      sendPass();
      says("b", ReceiverState.RECEIVING, pass, new FrameRange(0, FRAMES - pass));
    }
    assertEquals(ServerState.FETCHING, stateOf("b"));
  }

  @Test
  void shouldSendToFetchAServerWhoseAnswersFitNoPass() {
    start(1, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.COMPLETE, 0);
    sendPass();
    for (long ms = 0; ms < 20_000; ms += 50) {
      tickAt(ms);
      says("a", ReceiverState.RECEIVING, 999, new FrameRange(0, 1));
    }
    assertEquals(ServerState.FETCHING, stateOf("a"));
  }

  @Test
  void shouldCallAServerMissingThatDiesInAPass() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    says("a", ReceiverState.COMPLETE, 1);
    for (long ms = 0; ms < 12_000; ms += 50) {
      tickAt(ms);
    }
    assertEquals(ServerState.MISSING, stateOf("b"));
    assertEquals("did not answer 10 requests in a row", progressOf("b").reason());
    assertEquals(State.REPORTING, session.state());
  }

  @Test
  void shouldNotGiveAServerUpForManyRequestsInAShortTime() {
    sourceUrl = "";
    start(1, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    int pass = 0;
    for (long ms = 0; ms < 9_000; ms += 50) {
      tickAt(ms);
      if (session.state() == State.SENDING) {
        pass++;
        sendPass();
        says("a", ReceiverState.RECEIVING, pass, ALL);
      }
      if (ms < 7_500) {
        assertEquals(ServerState.RECEIVING, stateOf("b"), "after " + ms + " ms, pass " + pass);
      }
    }
    assertTrue(pass > 10, "each pass asks twice: " + pass);
    assertEquals(ServerState.MISSING, stateOf("b"));
  }
}
