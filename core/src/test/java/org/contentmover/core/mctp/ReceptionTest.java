package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.Announce;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.FrameType;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.ReportAck;
import org.contentmover.core.mctp.wire.Request;
import org.contentmover.core.mctp.wire.SessionEnd;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every transition of the participant's machine, told by datagrams. */
class ReceptionTest {
  private static final long MS = 1_000_000;
  private static final int PAYLOAD = 100;
  private static final SegmentName SEGMENT = new SegmentName("boston");
  private static final ServerName SELF = new ServerName("a");
  private static final ServerName LEADER = new ServerName("leader");
  private static final ServerName SECOND = new ServerName("second");
  private static final AssignmentId ID = new AssignmentId(new UUID(0, 1));
  private static final PeerAddress LEADER_AT = address(1);
  private static final PeerAddress SECOND_AT = address(2);

  private final RecordingOutput output = new RecordingOutput();
  private MctpEndpoint endpoint;
  private long now;

  @BeforeEach
  void followTheLeader() {
    endpoint =
        new MctpEndpoint(SEGMENT, SELF, address(9), 1, MctpConfig.lan(), new Random(3), output);
    endpoint.follow(new FollowedLeader(7, LEADER, LEADER_AT), now);
  }

  private static PeerAddress address(int last) {
    return new PeerAddress(new byte[] {10, 0, 0, (byte) last}, 7_800);
  }

  private static Announce announce(long epoch, int sizeBytes, int payload, ContentHash hash) {
    return new Announce(
        ID,
        epoch,
        epoch == 7 ? LEADER_AT : SECOND_AT,
        "publish",
        sizeBytes,
        payload,
        1_000_000,
        hash,
        1,
        1,
        10,
        address(99),
        "http://leader/",
        "ticket",
        List.of(SELF));
  }

  private static Announce announce(long epoch) {
    return announce(epoch, 950, PAYLOAD, ContentHash.OF_NOTHING);
  }

  private void hear(ServerName sender, MctpMessage message) {
    WireWriter out = new WireWriter(2_000);
    message.write(out);
    DatagramHeader header =
        new DatagramHeader(message.type(), DatagramHeader.segmentKey(SEGMENT), 1, sender);
    endpoint.onControl(header, new WireReader(out.finish()), now);
  }

  private void hear(MctpMessage message) {
    hear(message.epoch() == 7 ? LEADER : SECOND, message);
  }

  private void frame(long epoch, int pass, int frame, int length) {
    ServerName leader = epoch == 7 ? LEADER : SECOND;
    long key = TransferSession.keyOf(DatagramHeader.segmentKey(SEGMENT), leader, epoch, ID);
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + length);
    FrameHeader.write(datagram, FrameType.DATA, key, epoch, pass, frame, length);
    endpoint.onFrame(datagram.rewind(), now);
  }

  private void frames(long epoch, int first, int last) {
    for (int frame = first; frame <= last; frame++) {
      frame(epoch, 1, frame, frame == 9 ? 50 : PAYLOAD);
    }
  }

  private List<String> afterMs(long ms) {
    now += ms * MS;
    endpoint.onTimer(now);
    return output.take();
  }

  private void receiving() {
    hear(announce(7));
    endpoint.accepted(ID);
    endpoint.spoolOpened(ID, now);
    afterMs(10);
  }

  private long ignored(String reason) {
    return endpoint.counters().get("mctp.ignored." + reason);
  }

  // ---- the offer

  @Test
  void shouldOfferWhatIsAnnouncedAndSayThatItThinks() {
    hear(announce(7));
    assertEquals(List.of("offered"), output.take());
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 OFFERED misses "), afterMs(10));
  }

  @Test
  void shouldOpenTheSpoolWhenTheAgentAcceptsAndThenSayWhatItLacks() {
    hear(announce(7));
    output.take();
    endpoint.accepted(ID);
    assertEquals(List.of("open spool"), output.take());
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 RECEIVING misses 0-9"), afterMs(10));
  }

  @Test
  void shouldSayCompleteWhenTheAgentHasIt() {
    hear(announce(7));
    endpoint.alreadyHave(ID, now);
    output.take();
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 COMPLETE"), afterMs(10));
    assertEquals(Optional.of(List.of()), endpoint.missing(ID));
  }

  @Test
  void shouldRefuseWithTheAgentsReason() {
    hear(announce(7));
    endpoint.refused(ID, "disk full", now);
    output.take();
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 REFUSED misses "), afterMs(10));
  }

  @Test
  void shouldSayWhyWhenTheAgentIsNotAddressed() {
    hear(announce(7));
    endpoint.notAddressed(ID, now);
    output.take();
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 REFUSED misses "), afterMs(10));
  }

  @Test
  void shouldIgnoreAnAnnouncementToOthers() {
    hear(announce(7).to(List.of(new ServerName("b"))));
    assertEquals(List.of(), output.take());
    assertEquals(Optional.empty(), endpoint.missing(ID));
  }

  @Test
  void shouldOfferOnceHoweverOftenItIsAnnounced() {
    hear(announce(7));
    hear(announce(7));
    assertEquals(List.of("offered"), output.take());
  }

  // ---- frames

  @Test
  void shouldWriteEachFrameAtItsPlaceAndVerifyWhenAllAreThere() {
    receiving();
    frame(7, 1, 9, 50);
    frame(7, 1, 0, PAYLOAD);
    assertEquals(List.of("write 50 at 900", "write 100 at 0"), output.take());
    frames(7, 1, 8);
    assertEquals("verify", output.take().get(8));
  }

  @Test
  void shouldHandOverWhatIsVerifiedAndSaySo() {
    receiving();
    frames(7, 0, 9);
    output.take();
    endpoint.verified(ID, true, now);
    assertEquals(List.of("received"), output.take());
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 1 COMPLETE"), afterMs(10));
  }

  @Test
  void shouldAskForEverythingAgainWhenTheHashDiffersAndGiveUpAfterTheSecondTime() {
    receiving();
    frames(7, 0, 9);
    output.take();
    endpoint.verified(ID, false, now);
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 1 RECEIVING misses 0-9"), afterMs(10));
    frames(7, 0, 9);
    output.take();
    endpoint.verified(ID, false, now);
    assertEquals(
        List.of("dropped: what was received does not match the announced SHA-256, 2 times"),
        output.take());
    assertTrue(afterMs(10).get(0).contains("STATUS pass 1 FAILED"));
    assertEquals(2, endpoint.counters().get("mctp.hash.mismatches"));
  }

  @Test
  void shouldIgnoreAndCountFramesThatCannotBe() {
    receiving();
    frame(7, 1, 10, PAYLOAD);
    frame(7, 1, 0, PAYLOAD - 1);
    frame(7, 1, 9, PAYLOAD);
    frame(6, 1, 0, PAYLOAD);
    frame(8, 1, 0, PAYLOAD);
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("beyond-size"));
    assertEquals(2, ignored("wrong-length"));
    assertEquals(1, ignored("stale-epoch"));
    assertEquals(1, ignored("unknown-session"));
  }

  @Test
  void shouldIgnoreAndCountDuplicates() {
    receiving();
    frame(7, 1, 3, PAYLOAD);
    frame(7, 1, 3, PAYLOAD);
    assertEquals(1, output.take().size());
    assertEquals(1, ignored("duplicate"));
  }

  @Test
  void shouldTakeNoFrameBeforeTheSpoolIsOpen() {
    hear(announce(7));
    endpoint.accepted(ID);
    output.take();
    frame(7, 1, 3, PAYLOAD);
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("wrong-state"));
  }

  @Test
  void shouldAskAgainForAFrameThatTheDiskCouldNotTake() {
    receiving();
    output.diskBehind = true;
    frame(7, 1, 3, PAYLOAD);
    output.diskBehind = false;
    output.take();
    frame(7, 1, 3, PAYLOAD);
    assertEquals(List.of("write 100 at 300"), output.take());
    assertEquals(1, ignored("disk-behind"));
  }

  @Test
  void shouldRefuseWhenTheDiskIsFullInTheMiddle() {
    receiving();
    frames(7, 0, 4);
    output.take();
    endpoint.spoolFailed(ID, "no space left on device", now);
    assertEquals(List.of("dropped: no space left on device"), output.take());
    assertTrue(afterMs(10).get(0).contains("FAILED"));
  }

  // ---- statuses

  @Test
  void shouldTellWhatItLacksAtARandomTimeWithinTheWindow() {
    receiving();
    frames(7, 0, 6);
    output.take();
    hear(new PassEnd(ID, 7, 1, 10, 200));
    assertTrue(endpoint.nextDeadlineNs() > now && endpoint.nextDeadlineNs() <= now + 200 * MS);
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 1 RECEIVING misses 7-9"), afterMs(200));
    assertEquals(List.of(), afterMs(200));
  }

  @Test
  void shouldSayCompleteOnceAndThenOnlyWhenAsked() {
    receiving();
    frames(7, 0, 9);
    endpoint.verified(ID, true, now);
    output.take();
    assertEquals(1, afterMs(10).size());
    hear(new PassEnd(ID, 7, 2, 3, 10));
    assertEquals(List.of(), afterMs(10));
    hear(new Request(ID, 7, Request.Kind.STATUS, 2, 10, List.of(SELF)));
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 2 COMPLETE"), afterMs(10));
  }

  @Test
  void shouldAnswerARequestThatNamesItAndNoOther() {
    receiving();
    hear(new Request(ID, 7, Request.Kind.STATUS, 4, 10, List.of(new ServerName("b"))));
    assertEquals(List.of(), afterMs(10));
    hear(new Request(ID, 7, Request.Kind.STATUS, 4, 10, List.of(SELF)));
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 4 RECEIVING misses 0-9"), afterMs(10));
  }

  // ---- fetching

  @Test
  void shouldFetchWhatItLacksWhenTheLeaderSaysSo() {
    receiving();
    frames(7, 0, 4);
    frames(7, 6, 8);
    output.take();
    hear(new Request(ID, 7, Request.Kind.FETCH, 1, 0, List.of(SELF)));
    assertEquals(
        List.of(
            "ranges wanted [ByteRange[offset=500, length=100], ByteRange[offset=900, length=50]]"),
        output.take());
    assertTrue(afterMs(10).get(0).contains("FETCHING"));
    endpoint.rangesFilled(ID);
    assertEquals(List.of("verify"), output.take());
  }

  @Test
  void shouldFetchOnceHoweverOftenItIsTold() {
    receiving();
    hear(new Request(ID, 7, Request.Kind.FETCH, 1, 0, List.of(SELF)));
    hear(new Request(ID, 7, Request.Kind.FETCH, 1, 0, List.of(SELF)));
    assertEquals(
        1, output.take().stream().filter(line -> line.startsWith("ranges wanted")).count());
  }

  @Test
  void shouldTakeFramesThatComeByWhileItFetches() {
    receiving();
    hear(new Request(ID, 7, Request.Kind.FETCH, 1, 0, List.of(SELF)));
    output.take();
    frames(7, 0, 9);
    assertTrue(output.take().contains("verify"));
  }

  @Test
  void shouldFetchTheRestWhenTheSessionEndsWithoutIt() {
    receiving();
    hear(new SessionEnd(ID, 7, SessionEnd.End.DONE));
    assertTrue(output.take().get(0).startsWith("ranges wanted"));
  }

  @Test
  void shouldDropWhatIsCancelled() {
    receiving();
    hear(new SessionEnd(ID, 7, SessionEnd.End.CANCELLED));
    assertEquals(List.of("dropped: the leader cancelled the distribution"), output.take());
    assertEquals(Optional.empty(), endpoint.missing(ID));
  }

  // ---- leaderships

  @Test
  void shouldGoOnUnderAnotherLeaderWithWhatItHas() {
    receiving();
    frames(7, 0, 4);
    output.take();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8));
    assertEquals(List.of("open spool"), output.take());
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 5-9"), afterMs(10));
    assertEquals(1, endpoint.counters().get("mctp.receptions.resumed"));
  }

  @Test
  void shouldStartAnewUnderALeaderWithAnotherFrameSize() {
    receiving();
    frames(7, 0, 4);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8, 950, 200, ContentHash.OF_NOTHING));
    endpoint.spoolOpened(ID, now);
    output.take();
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 0-4"), afterMs(10));
    assertEquals(1, endpoint.counters().get("mctp.receptions.restarted"));
  }

  @Test
  void shouldAskForTheNewFramesWhenWhatTheOldLeaderSentDoesNotVerify() {
    receiving();
    frames(7, 0, 9);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8, 950, 200, ContentHash.OF_NOTHING));
    afterMs(10);
    endpoint.verified(ID, false, now);
    assertEquals(List.of("10.0.0.2:7800: STATUS pass 0 RECEIVING misses 0-4"), afterMs(10));
  }

  @Test
  void shouldDropWhatItHasWhenAnotherLeaderAnnouncesOtherContent() {
    receiving();
    output.take();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    hear(announce(8, 950, PAYLOAD, ContentHash.sha256(new byte[1])));
    assertEquals(
        List.of("dropped: another leader announces other content under the same id", "offered"),
        output.take());
  }

  @Test
  void shouldKeepWhatItHasWhileNobodyLeads() {
    receiving();
    frames(7, 0, 4);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    afterMs(599_000);
    assertEquals(Optional.of(List.of(new ByteRange(500, 450))), endpoint.missing(ID));
    assertEquals(List.of("dropped: no leader continued this transfer"), afterMs(1_000));
  }

  @Test
  void shouldIgnoreAndCountWhoeverIsNotItsLeader() {
    hear(SECOND, announce(7));
    hear(announce(6));
    hear(announce(8));
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("stale-epoch"));
    assertEquals(2, ignored("not-my-leader"));
  }

  @Test
  void shouldIgnoreFramesOfTheLeaderItLeft() {
    receiving();
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    output.take();
    frame(7, 1, 3, PAYLOAD);
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("stale-epoch"));
  }

  @Test
  void shouldIgnoreAContradictingAnnouncementOfTheSameLeader() {
    receiving();
    output.take();
    hear(announce(7, 1_000, PAYLOAD, ContentHash.OF_NOTHING));
    assertEquals(List.of(), output.take());
    assertEquals(1, ignored("contradiction"));
  }

  @Test
  void shouldAskForASessionThatOnlyLeaderAliveNames() {
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of(), output.take());
    now += 500 * MS;
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of("10.0.0.1:7800: ANNOUNCE_WANTED"), output.take());
    hear(announce(7).to(List.of()));
    now += 5_000 * MS;
    endpoint.onRunningSessions(List.of(ID), now);
    assertEquals(List.of(), output.take(), "it is not meant, and asks no more");
  }

  // ---- reports

  @Test
  void shouldReportUntilTheLeaderAcknowledges() {
    endpoint.report(new MemberReport(ID, Outcome.STAGED, "", 1, 2, 3), now);
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(0));
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(250));
    assertEquals(List.of(), afterMs(499));
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(1));
    hear(new ReportAck(ID, 7, 1));
    assertEquals(List.of(), afterMs(60_000));
  }

  @Test
  void shouldReportAgainToALeaderThatAnnouncesOrAsks() {
    endpoint.report(new MemberReport(ID, Outcome.STAGED, "", 1, 2, 3), now);
    afterMs(0);
    hear(new ReportAck(ID, 7, 1));
    hear(new Request(ID, 7, Request.Kind.REPORT, 1, 10, List.of(SELF)));
    assertEquals(List.of("10.0.0.1:7800: REPORT STAGED"), afterMs(10));
    hear(new ReportAck(ID, 7, 1));
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    assertEquals(List.of(), afterMs(2_000));
    hear(announce(8));
    output.take();
    assertTrue(afterMs(10).contains("10.0.0.2:7800: REPORT STAGED"));
  }

  @Test
  void shouldReportToTheNextLeaderWhatTheLastOneDidNotAcknowledge() {
    endpoint.report(new MemberReport(ID, Outcome.STAGED, "", 1, 2, 3), now);
    afterMs(0);
    endpoint.follow(new FollowedLeader(8, SECOND, SECOND_AT), now);
    assertEquals(List.of("10.0.0.2:7800: REPORT STAGED"), afterMs(1_000));
  }

  @Test
  void shouldTellItsStatusWhenAskedForAReportItDoesNotHave() {
    receiving();
    hear(new Request(ID, 7, Request.Kind.REPORT, 1, 10, List.of(SELF)));
    assertTrue(afterMs(10).get(0).contains("STATUS pass 1 RECEIVING"));
  }
}
