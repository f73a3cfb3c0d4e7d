package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;
import org.junit.jupiter.api.Test;

/** ANNOUNCING and SENDING, and words that no participant can say (LD-2, LD-3). */
class SenderSessionTest extends SenderSessionFixture {
  // ---- ANNOUNCING

  @Test
  void shouldAnnounceAndWait() {
    start(1, "a", "b");
    assertEquals(List.of("all: ANNOUNCE to a b"), output.take());
    assertEquals(State.ANNOUNCING, session.state());
    assertEquals(ServerState.PENDING, stateOf("a"));
  }

  @Test
  void shouldSendWhenAllHaveDecided() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    assertEquals(State.ANNOUNCING, session.state());
    says("b", ReceiverState.REFUSED, 0);
    assertEquals(State.SENDING, session.state());
    assertEquals("disk full", progressOf("b").reason());
  }

  @Test
  void shouldAnnounceAgainToTheSilentOnly() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    output.take();
    tickAt(111);
    assertEquals(List.of("all: ANNOUNCE to b"), output.take());
  }

  @Test
  void shouldNotWaitLongerForTheUndecidedThanTheQuorumNeeds() {
    start(1, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    for (long ms = 10; ms < 1_000; ms += 10) {
      tickAt(ms);
      says("b", ReceiverState.OFFERED, 0);
      assertEquals(State.ANNOUNCING, session.state());
    }
    tickAt(1_000);
    assertEquals(State.SENDING, session.state());
  }

  @Test
  void shouldWaitForNoMoreThanTwoRequestsForServersThatGiveNoSignOfLife() {
    start(1, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    tickAt(110);
    assertEquals(State.ANNOUNCING, session.state());
    tickAt(320);
    assertEquals(State.SENDING, session.state());
  }

  @Test
  void shouldWaitForTheQuorumToDecide() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.OFFERED, 0);
    tickAt(5_000);
    assertEquals(State.ANNOUNCING, session.state());
  }

  @Test
  void shouldGiveUpOnServersThatNeverAnswer() {
    start(1, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    for (long ms = 0; ms <= 12_000; ms += 10) {
      tickAt(ms);
    }
    assertEquals(ServerState.MISSING, stateOf("b"));
    assertEquals("did not answer 10 requests in a row", progressOf("b").reason());
  }

  @Test
  void shouldNotGiveUpOnAServerWhoseAgentThinks() {
    start(1, "a");
    for (long ms = 0; ms <= 20_000; ms += 10) {
      tickAt(ms);
      if (ms % 1_000 == 0) {
        says("a", ReceiverState.OFFERED, 0);
      }
    }
    assertEquals(ServerState.PENDING, stateOf("a"));
  }

  @Test
  void shouldSendNothingWhenEverybodyHasIt() {
    start(2, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.COMPLETE, 0);
    assertEquals(State.REPORTING, session.state());
    assertEquals(List.of(), sendPass());
  }

  @Test
  void shouldCountTheLeaderAsReceivedFromTheStart() {
    start(2, "leader", "b");
    assertEquals(List.of("all: ANNOUNCE to b"), output.take());
    assertEquals(ServerState.RECEIVED, stateOf("leader"));
  }

  @Test
  void shouldNameAServerThatAsksForTheAnnouncementAndNobodyElse() {
    start(1, "a", "b");
    output.take();
    session.onAnnounceWanted(new ServerName("b"), address(5));
    session.onAnnounceWanted(new ServerName("stranger"), address(6));
    assertEquals(
        List.of("10.0.0.5:7800: ANNOUNCE to b", "10.0.0.6:7800: ANNOUNCE to "), output.take());
  }

  @Test
  void shouldTellAParticipantThatAsksHowTheSessionEnded() {
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    session.cancel(now);
    output.take();
    session.onAnnounceWanted(new ServerName("a"), address(5));
    session.onAnnounceWanted(new ServerName("stranger"), address(6));
    assertEquals(
        List.of("10.0.0.5:7800: SESSION_END CANCELLED", "10.0.0.6:7800: ANNOUNCE to "),
        output.take());
  }

  // ---- SENDING

  @Test
  void shouldSendOnlyWhatAnyParticipantLacks() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, new FrameRange(3, 1));
    says("b", ReceiverState.RECEIVING, 0, new FrameRange(3, 1), new FrameRange(9, 1));
    List<String> sent = sendPass();
    assertEquals(
        List.of(
            "frame 3 pass 1",
            "frame 9 pass 1",
            "behind frames: PASS_END pass 1 of 2 frames",
            "behind frames: PASS_END pass 1 of 2 frames"),
        sent);
    assertEquals(State.COLLECTING, session.state());
  }

  @Test
  void shouldSendParityWhereParticipantsLackDifferentFrames() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, new FrameRange(2, 2));
    says("b", ReceiverState.RECEIVING, 0, new FrameRange(3, 1), new FrameRange(9, 1));
    assertEquals(
        List.of(
            "parity 0 of block 0 pass 1",
            "parity 1 of block 0 pass 1",
            "behind frames: PASS_END pass 1 of 2 frames",
            "behind frames: PASS_END pass 1 of 2 frames"),
        sendPass());
  }

  @Test
  void shouldEstimateProgressFromWhatWasSent() {
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    assertEquals(0, progressOf("a").percent());
    for (int i = 0; i < 5; i++) {
      session.sendFrame(now);
    }
    assertEquals(50, progressOf("a").percent());
  }

  @Test
  void shouldNotRepeatInTheNextPassWhatAnOldStatusLacked() {
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("a", ReceiverState.RECEIVING, 0, ALL);
    sendPass();
    says("a", ReceiverState.RECEIVING, 1, new FrameRange(4, 1));
    assertEquals("frame 4 pass 2", sendPass().get(0));
  }

  @Test
  void shouldNotSendTheRestOfAPassToNobody() {
    start(1, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    says("b", ReceiverState.RECEIVING, 0, ALL);
    session.sendFrame(now);
    says("a", ReceiverState.REFUSED, 1);
    assertEquals(State.SENDING, session.state());
    says("b", ReceiverState.COMPLETE, 1);
    assertEquals(State.REPORTING, session.state());
    assertEquals(List.of(), sendPass());
  }

  // ---- bad words

  @Test
  void shouldIgnoreWhatCannotBe() {
    start(1, "a");
    assertEquals(TransferIgnored.NOT_PARTICIPANT, says("stranger", ReceiverState.COMPLETE, 0));
    assertEquals(TransferIgnored.NOT_PARTICIPANT, reports("stranger", Outcome.STAGED));
    MissingPart beyond = new MissingPart(0, 1, 0, FRAMES + 1, List.of(new FrameRange(FRAMES, 1)));
    Status impossible = new Status(ID, 7, address(3), 0, ReceiverState.RECEIVING, 1, 0, beyond, "");
    assertEquals(
        TransferIgnored.CONTRADICTION, session.onStatus(new ServerName("a"), 1, impossible, now));
    assertEquals(State.ANNOUNCING, session.state());
  }

  @Test
  void shouldNotBelieveAnOldStatusOfAServerThatHasEverything() {
    start(2, "a", "b");
    says("a", ReceiverState.COMPLETE, 0);
    assertEquals(TransferIgnored.WRONG_STATE, says("a", ReceiverState.RECEIVING, 0, ALL));
    assertEquals(ServerState.RECEIVED, stateOf("a"));
  }

  @Test
  void shouldBelieveAServerThatRestarted() {
    start(2, "a", "b");
    says("a", 1, ReceiverState.COMPLETE, 0);
    assertNull(says("a", 2, ReceiverState.RECEIVING, 0, ALL));
    assertEquals(ServerState.RECEIVING, stateOf("a"));
  }

  @Test
  void shouldListEveryParticipantAlways() {
    start(1, "a", "b", "c");
    says("a", ReceiverState.COMPLETE, 0);
    says("b", ReceiverState.REFUSED, 0);
    for (long ms = 0; ms < 70_000; ms += 100) {
      tickAt(ms);
    }
    for (CollectedReports told : output.collected) {
      assertEquals(
          List.of("a", "b", "c"),
          told.servers().stream().map(progress -> progress.server().value()).toList());
    }
    assertFalse(output.collected.isEmpty());
  }
}
