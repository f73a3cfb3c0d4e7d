package org.contentmover.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.testing.Notifications;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.ServerProgress;
import org.contentmover.gl.api.ServerState;
import org.junit.jupiter.api.Test;

class DistributionsTest extends DistributingAgent {
  private static final long LARGE = 1024 * 1024;

  @Test
  void shouldRefuseToLeadWhenItDoesNot() throws Exception {
    segment.follow("boston-2", 7);

    String reason = distributions.accept(forSegment(7)).orElseThrow();

    assertTrue(reason.contains("boston-2") && reason.contains("7"), reason);
    assertTrue(assignments.record(id).isEmpty());
  }

  @Test
  void shouldRefuseAndCountAnEpochThatIsNotItsOwn() throws Exception {
    segment.lead(6);
    assertTrue(distributions.accept(forSegment(7)).isPresent());
    assertTrue(distributions.accept(forSegment(5)).isPresent());
    assertEquals(2, distributions.refusedOfOtherEpochs());
    assertTrue(assignments.record(id).isEmpty());
  }

  @Test
  void shouldCountWhatReachesADeposedLeader() throws Exception {
    segment.lead(6);
    segment.follow("boston-2", 7);
    assertTrue(distributions.accept(forSegment(6)).isPresent());
    assertEquals(1, distributions.refusedOfOtherEpochs());
  }

  @Test
  void shouldKeepItsLeadershipWhileADistributionRuns() throws Exception {
    segment.lead(7);
    distributions.accept(forSegment(7));
    distributions.tick();
    assertTrue(segment.busy);
    sourceFails = true;
    threads.runAll();
    distributions.tick();
    assertFalse(segment.busy, "it is over");
  }

  @Test
  void shouldFetchAskForTheNextLeaderAndDistribute() throws Exception {
    segment.lead(7);

    assertEquals(Optional.empty(), distributions.accept(forSegment(7)));
    threads.runAll();

    assertTrue(Files.exists(assignments.file(id)));
    assertEquals(1, ccm.questions.size());
    assertEquals(content.length, ccm.questions.get(0).getInt("fetchedBytes"));
    assertEquals(List.of("boston-1", "boston-2"), segment.orders.get(0).participants());
    assertEquals(2, segment.orders.get(0).quorum());
    assertEquals(
        "http://127.0.0.1:8180/agent/assignments/" + id + "/content",
        segment.orders.get(0).sourceUrl());
    // No key is trusted here, so the leader's own copy is refused: that is its result.
    assertEquals(Outcome.FAILED, segment.reports.get(0).outcome());
  }

  /** The connector counts what remains by the clock of this host. */
  @Test
  void shouldTellTheConnectorADeadlineByTheOwnClock() throws Exception {
    time.told(clock.instant().minus(Duration.ofHours(1)), time.askedNs());
    segment.lead(7);
    Notification notification = forSegment(7);
    distributions.accept(notification);
    threads.runAll();
    assertEquals(
        notification.deadline().plus(Duration.ofHours(1)), segment.orders.get(0).deadline());
  }

  @Test
  void shouldListEveryParticipantInEveryReport() throws Exception {
    segment.lead(7);
    sourceFails = true;
    distributions.accept(forSegment(7));
    distributions.tick();
    threads.runAll();

    JsonObject last = ccm.lastReport();
    assertTrue(last.getBoolean("final"));
    assertEquals("FAILED", server(last, "boston-1").getString("outcome"));
    assertEquals("MISSING", server(last, "boston-2").getString("state"));
    assertTrue(server(last, "boston-2").getString("reason").contains("the source is gone"));
    assertEquals(List.of(), segment.orders);
  }

  @Test
  void shouldAskOnceAtATimeForTheNextLeader() throws Exception {
    segment.lead(7);
    ccm.whileAsked =
        () -> {
          ccm.whileAsked = () -> {};
          tickForSeconds(5);
        };
    distributions.accept(forSegment(7));
    threads.runAll();
    assertEquals(1, ccm.questions.size(), "the answer to the first one has not come yet");
  }

  @Test
  void shouldDistributeAlthoughTheCcmIsAwayAndAskAndReportLater() throws Exception {
    segment.lead(7);
    ccm.away = true;
    distributions.accept(forSegment(7));
    threads.runAll();
    assertEquals(1, segment.orders.size());
    distributions.collected(collected(7, true));
    threads.runAll();
    assertEquals(List.of(), ccm.reports);
    assertTrue(distributions.needs(id));

    ccm.away = false;
    tickForSeconds(5);

    assertEquals(1, ccm.questions.size());
    assertEquals(1, ccm.reports.size());
    assertTrue(ccm.lastReport().getBoolean("final"));
    assertFalse(distributions.needs(id));
  }

  @Test
  void shouldTakeTheSameNotificationAgainWithoutDoingAnythingTwice() throws Exception {
    segment.lead(7);
    Notification notification = forSegment(7);
    distributions.accept(notification);
    threads.runAll();
    distributions.collected(collected(7, true));
    threads.runAll();
    int reports = ccm.reports.size();

    assertEquals(Optional.empty(), distributions.accept(notification));
    threads.runAll();

    assertEquals(1, segment.orders.size());
    assertEquals(reports + 1, ccm.reports.size());
    assertTrue(ccm.lastReport().getBoolean("final"));
    assertTrue(
        ccm.lastReport().getJsonNumber("sequence").longValue()
            > ccm.reports.get(reports - 1).getJsonNumber("sequence").longValue());
  }

  @Test
  void shouldBeginWhenItIsNotifiedAgainAfterItGotNoThread() throws Exception {
    segment.lead(7);
    Notification notification = forSegment(7);
    threads.refuse(1);
    assertThrows(RejectedExecutionException.class, () -> distributions.accept(notification));
    assertFalse(distributions.needs(id), "it does not run");

    assertEquals(Optional.empty(), distributions.accept(notification));
    threads.runAll();

    assertEquals(1, segment.orders.size());
  }

  /** Nobody else would give it away again. */
  @Test
  void shouldBeginFetchesThatFoundNoThreadAtTheirTurn() {
    fetches.execute(LARGE, () -> threads.refuse(1));
    fetches.execute(LARGE, () -> told.add(id));
    threads.runAll();
    assertEquals(List.of(), told);
    distributions.tick();
    threads.runAll();
    assertEquals(List.of(id), told);
  }

  /** What is reported has not failed because of that. */
  @Test
  void shouldReportInASecondWhatFoundNoThread() throws Exception {
    segment.lead(7);
    distributions.accept(forSegment(7));
    threads.runAll();
    threads.refuse(1);
    distributions.collected(collected(7, true));
    threads.runAll();
    assertTrue(distributions.needs(id), "it is not told");
    tickForSeconds(1);
    assertTrue(ccm.lastReport().getBoolean("final"));
    assertFalse(distributions.needs(id));
  }

  @Test
  void shouldFallSilentWhenItLeadsNoMore() throws Exception {
    segment.lead(7);
    distributions.accept(forSegment(7));
    threads.runAll();
    segment.follow("boston-2", 8);
    distributions.leadershipChanged(segment.leadership);
    int reports = ccm.reports.size();

    distributions.collected(collected(7, true));
    clock.advance(Duration.ofSeconds(30));
    distributions.tick();
    threads.runAll();

    assertEquals(reports, ccm.reports.size());
    assertFalse(distributions.needs(id));
  }

  @Test
  void shouldFetchNothingAgainWhenItLeadsAgain() throws Exception {
    segment.lead(7);
    distributions.accept(forSegment(7));
    threads.runAll();
    segment.follow("boston-2", 8);
    distributions.leadershipChanged(segment.leadership);
    segment.lead(9);
    distributions.leadershipChanged(segment.leadership);
    sourceFails = true;

    distributions.accept(forSegment(9));
    threads.runAll();
    distributions.tick();
    threads.runAll();

    assertEquals(2, segment.orders.size());
    assertEquals(9, ccm.lastReport().getInt("epoch"));
  }

  @Test
  void shouldFetchOnlyWhatTheMulticastOfTheEarlierLeaderLeftOut() throws Exception {
    segment.lead(8);
    byte[] holed = content.clone();
    holed[3] = 0;
    Files.write(assignments.file(id), holed);
    segment.gaps.put(id, List.of(new ByteRange(3, 1)));

    distributions.accept(forSegment(8));
    threads.runAll();

    assertEquals(
        new String(content, StandardCharsets.UTF_8), Files.readString(assignments.file(id)));
    assertEquals(List.of(id), segment.filled);
    assertEquals(1, segment.orders.size());
  }

  @Test
  void shouldStopWhenTheCcmSaysThatTheDistributionIsOver() throws Exception {
    segment.lead(7);
    distributions.accept(forSegment(7));
    ccm.refuseWith = 409;
    threads.runAll();
    distributions.collected(collected(7, true));
    threads.runAll();

    assertFalse(distributions.needs(id));
  }

  /** It may be healed while there is time; then nobody waits for it any more. */
  @Test
  void shouldEndAtTheDeadlineWhenItsCredentialStaysRefused() throws Exception {
    segment.lead(7);
    ccm.refuseWith = 401;
    distributions.accept(forSegment(7));
    threads.runAll();
    distributions.collected(collected(7, true));
    tickForSeconds(10);
    assertTrue(distributions.needs(id));

    clock.advance(Duration.ofHours(2));
    tickForSeconds(10);

    assertFalse(distributions.needs(id));
  }

  @Test
  void shouldSayOnceThatNoNextLeaderIsNamed() throws Exception {
    List<String> warnings = new ArrayList<>();
    Handler reading =
        new StreamHandler() {
          @Override
          public void publish(LogRecord line) {
            if (line.getMessage().contains("next leader")) {
              warnings.add(line.getMessage());
            }
          }
        };
    Logger log = Logger.getLogger("org.contentmover.agent.leader");
    log.addHandler(reading);
    try {
      segment.lead(7);
      ccm.refuseWith = 401;
      distributions.accept(forSegment(7));
      threads.runAll();
      tickForSeconds(20);
    } finally {
      log.removeHandler(reading);
    }
    assertEquals(1, warnings.size(), warnings::toString);
  }

  private void tickForSeconds(int seconds) {
    for (int second = 0; second < seconds; second++) {
      clock.advance(Duration.ofSeconds(1));
      distributions.tick();
      threads.runAll();
    }
  }

  @Test
  void shouldGoOnReportingWhenTheClockIsSetBack() throws Exception {
    segment.lead(7);
    distributions.accept(forSegment(7));
    threads.runAll();
    distributions.collected(collected(7, false));
    distributions.tick();
    threads.runAll();
    int reports = ccm.reports.size();

    clock.advance(Duration.ofHours(-1));
    distributions.tick();
    threads.runAll();

    assertEquals(reports + 1, ccm.reports.size());
  }

  private Notification forSegment(long epoch) throws Exception {
    return Notifications.of(id, "SEGMENT", epoch, content.length, sha256, URL);
  }

  private CollectedReports collected(long epoch, boolean isFinal) {
    MemberReport staged = new MemberReport(id, Outcome.STAGED, "", 1, 3, clock.millis());
    return new CollectedReports(
        id,
        epoch,
        1,
        isFinal,
        "",
        List.of(
            new ServerProgress(
                "boston-1",
                ServerState.REPORTED,
                100,
                Optional.of(staged.outcome()),
                "",
                3,
                clock.millis()),
            new ServerProgress(
                "boston-2", ServerState.MISSING, 0, Optional.empty(), "silent", 0, 0)));
  }
}
