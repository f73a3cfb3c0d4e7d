package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.SenderSession.State;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;
import org.junit.jupiter.api.Test;

/** Every transition of the leader's machine, one participant's word at a time. */
class SenderSessionTest {
  private static final long MS = 1_000_000;
  private static final int FRAMES = 10;
  private static final int FRAME_BYTES = 1_024;
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));
  private static final ServerName LEADER = new ServerName("leader");

  private final RecordingOutput output = new RecordingOutput();
  private long now;
  private String sourceUrl = "http://leader/";
  private SenderSession session;

  private void start(int quorum, String... participants) {
    List<ServerName> names = Arrays.stream(participants).map(ServerName::new).toList();
    DistributionOrder order =
        new DistributionOrder(
            ID,
            "publish",
            (FRAME_BYTES - 24L) * FRAMES,
            ContentHash.OF_NOTHING,
            names,
            quorum,
            FRAME_BYTES,
            1_000_000_000,
            address(99),
            sourceUrl,
            "ticket",
            60_000 * MS);
    Outbox outbox = new Outbox(new SegmentName("boston"), LEADER, address(1), 1, output);
    session = new SenderSession(order, 7, null, MctpConfig.lan(), outbox, output, now);
    session.start(now);
  }

  private static PeerAddress address(int last) {
    return new PeerAddress(new byte[] {10, 0, 0, (byte) last}, 7_800);
  }

  private TransferIgnored says(
      String server, ReceiverState state, int pass, FrameRange... missing) {
    return says(server, 1, state, pass, missing);
  }

  private TransferIgnored says(
      String server, long incarnation, ReceiverState state, int pass, FrameRange... missing) {
    int count = Arrays.stream(missing).mapToInt(FrameRange::count).sum();
    MissingPart part = new MissingPart(0, 1, 0, FRAMES, List.of(missing));
    String reason = state == ReceiverState.REFUSED ? "disk full" : "";
    Status status =
        new Status(ID, 7, address(server.hashCode() & 0x3F), pass, state, count, 0, part, reason);
    return session.onStatus(new ServerName(server), incarnation, status, now);
  }

  private TransferIgnored reports(String server, Outcome outcome) {
    return session.onReport(
        new ServerName(server),
        1,
        address(server.hashCode() & 0x3F),
        new MemberReport(ID, outcome, "", 1, 2, 3),
        now);
  }

  private static final FrameRange ALL = new FrameRange(0, FRAMES);

  private List<String> sendPass() {
    List<String> sent = new ArrayList<>();
    output.take();
    while (session.sendFrame(now)) {
      sent.addAll(output.take());
    }
    return sent;
  }

  private void tickAt(long nowMs) {
    now = nowMs * MS;
    session.tick(now);
  }

  private ServerState stateOf(String server) {
    return progressOf(server).state();
  }

  private ServerProgress progressOf(String server) {
    session.orderedAgain(now);
    return output.lastCollected().servers().stream()
        .filter(progress -> progress.server().value().equals(server))
        .findFirst()
        .orElseThrow();
  }

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

  // ---- SENDING

  @Test
  void shouldSendOnlyWhatAnyParticipantLacks() {
    start(2, "a", "b");
    says("a", ReceiverState.RECEIVING, 0, new FrameRange(2, 2));
    says("b", ReceiverState.RECEIVING, 0, new FrameRange(3, 1), new FrameRange(9, 1));
    List<String> sent = sendPass();
    assertEquals(
        List.of(
            "frame 2 pass 1",
            "frame 3 pass 1",
            "frame 9 pass 1",
            "behind frames: PASS_END pass 1 of 3 frames",
            "behind frames: PASS_END pass 1 of 3 frames"),
        sent);
    assertEquals(State.COLLECTING, session.state());
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

  // ---- COLLECTING

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
    assertEquals(
        List.of("frame 1 pass 2", "frame 7 pass 2"),
        sendPass().stream().filter(line -> line.startsWith("frame")).toList());
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
      says("b", ReceiverState.RECEIVING, pass, ALL);
    }
    assertEquals(List.of(address('b' & 0x3F) + ": REQUEST FETCH from b"), output.take());
    assertEquals(ServerState.FETCHING, stateOf("b"));
    assertEquals("no progress in 3 passes", progressOf("b").reason());
  }

  @Test
  void shouldCallAServerMissingThatGainsNothingAndCannotFetch() {
    sourceUrl = "";
    start(1, "a");
    says("a", ReceiverState.RECEIVING, 0, ALL);
    for (int pass = 1; pass <= 3; pass++) {
      sendPass();
      says("a", ReceiverState.RECEIVING, pass, ALL);
    }
    assertEquals(ServerState.MISSING, stateOf("a"));
    assertEquals(State.FAILED, session.state());
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

  // ---- REPORTING

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
