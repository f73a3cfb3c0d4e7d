package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.PassEnd;
import org.contentmover.core.mctp.wire.Request;
import org.junit.jupiter.api.Test;

/** From the offer to the verified file (LD-2 to LD-4). */
class ReceptionTest extends ReceptionFixture {
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

  @Test
  void shouldRepeatItsReasonUntilTheLeaderIsOrderedAgainAndThenAskTheAgentAnew() {
    hear(announceOfOrder(1));
    endpoint.refused(ID, "disk full", now);
    output.take();
    hear(announceOfOrder(1));
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 REFUSED misses "), afterMs(10));
    hear(announceOfOrder(2));
    assertEquals(List.of("offered"), output.take());
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 OFFERED misses "), afterMs(10));
  }

  @Test
  void shouldAskTheAgentAnewAlsoWhenTheDiskFailedBefore() {
    receiving();
    endpoint.spoolFailed(ID, "no space left on device", now);
    output.take();
    hear(announceOfOrder(2));
    assertEquals(List.of("offered"), output.take());
  }

  @Test
  void shouldGoOnWithWhatItHasWhenTheLeaderIsOrderedAgain() {
    receiving();
    frames(7, 0, 4);
    output.take();
    hear(announceOfOrder(2));
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 1 RECEIVING misses 5-9"), afterMs(10));
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

  // ---- a life before

  @Test
  void shouldAskOnlyForWhatAnEarlierLifeDidNotReceive() {
    hear(announce(7));
    endpoint.accepted(ID);
    endpoint.framesFound(ID, found(0, 1, 9));
    endpoint.spoolOpened(ID, now);
    output.take();
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 RECEIVING misses 2-8"), afterMs(10));
    frame(7, 1, 1, PAYLOAD);
    assertEquals(1, ignored("duplicate"));
    assertEquals(3, endpoint.counters().get("mctp.frames.found"));
  }

  @Test
  void shouldVerifyAtOnceWhatAnEarlierLifeReceivedWhole() {
    hear(announce(7));
    endpoint.accepted(ID);
    output.take();
    endpoint.framesFound(ID, FrameSet.all(10));
    endpoint.spoolOpened(ID, now);
    assertEquals(List.of("verify"), output.take());
  }

  @Test
  void shouldTakeNoNoticeOfFramesFoundOfAnotherSizeOrTooLate() {
    hear(announce(7));
    endpoint.accepted(ID);
    endpoint.framesFound(ID, FrameSet.all(9));
    endpoint.spoolOpened(ID, now);
    endpoint.framesFound(ID, FrameSet.all(10));
    output.take();
    assertEquals(List.of("10.0.0.1:7800: STATUS pass 0 RECEIVING misses 0-9"), afterMs(10));
  }

  private static FrameSet found(int... frames) {
    FrameSet found = FrameSet.none(10);
    for (int frame : frames) {
      found.add(frame);
    }
    return found;
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
}
