package org.contentmover.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.JsonOverHttp;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.fetch.AssignmentFetcher;
import org.contentmover.agent.fetch.SourceFailed;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeCcm;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.ManualExecutor;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.agent.testing.Notifications;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.ServerProgress;
import org.contentmover.gl.api.ServerState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionsTest {
  private static final String URL = "http://ccm.example/api/v1/assignments/x/content";

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final CcmClock time = new CcmClock(clock, () -> 0);
  private final ManualExecutor threads = new ManualExecutor();
  private final FakeSegment segment = new FakeSegment();
  private final FakeCcm ccm = new FakeCcm();
  private final UUID id = UUID.randomUUID();
  private final byte[] content = "not really an assignment".getBytes(StandardCharsets.UTF_8);
  private final List<UUID> told = new ArrayList<>();
  private String sha256;
  private boolean sourceFails;
  private AgentConfiguration configuration;
  private Assignments assignments;
  private Distributions distributions;

  @BeforeEach
  void start() throws Exception {
    sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    configuration = Configurations.of(Configurations.minimal(directory));
    assignments =
        Assignments.open(configuration.rootDirectory(), configuration.stateDirectory(), clock);
    segment.onFilled = filled -> assignments.change(filled, record -> record.withComplete(true));
    Sites sites =
        new Sites(
            configuration.rootDirectory(),
            configuration.stateDirectory(),
            keyId -> Optional.empty(),
            site -> PublisherPins.NONE,
            clock,
            3,
            site -> Surroundings.noneOn("this server"),
            threads);
    AssignmentWork work =
        new AssignmentWork(
            configuration.server(),
            assignments,
            sites,
            keyId -> Optional.empty(),
            threads,
            clock,
            record -> {
              told.add(record.id());
              distributions.tell(record);
            });
    AssignmentFetcher fetcher =
        new AssignmentFetcher(
            (request, sink, cancelled) -> {
              if (sourceFails) {
                throw new SourceFailed("the source is gone");
              }
              try {
                sink.accept(
                    ByteBuffer.wrap(
                        content, (int) request.range().offset(), (int) request.range().length()));
              } catch (IOException e) {
                throw new SourceFailed("disk", e);
              }
            },
            () -> "own-token",
            clock,
            (longest, cancelled) -> clock.advance(longest));
    distributions =
        new Distributions(
            configuration,
            assignments,
            fetcher,
            work,
            segment,
            ccm,
            new JsonOverHttp(HttpClient.newHttpClient()),
            threads,
            time);
  }

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
    for (int second = 0; second < 5; second++) {
      clock.advance(Duration.ofSeconds(1));
      distributions.tick();
      threads.runAll();
    }

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

  /** Its clock was set back over a restart: the CCM holds a higher number of the same epoch. */
  @Test
  void shouldCountOnAboveTheNumberTheCcmHolds() throws Exception {
    segment.follow("boston-2", 7);
    long held = clock.millis() + 3_600_000;
    ccm.refuseWith = 409;
    ccm.refusal = "{\"heldEpoch\":\"0\",\"heldSequence\":\"" + held + "\"}";
    distributions.accept(forServer());
    threads.runAll();
    assertTrue(distributions.needs(id), "the result is not told");
    assertFalse(assignments.record(id).orElseThrow().resultAccepted());

    ccm.refuseWith = 0;
    clock.advance(Duration.ofSeconds(1));
    distributions.tick();
    threads.runAll();

    assertTrue(ccm.lastReport().getBoolean("final"));
    assertEquals(held + 1, ccm.lastReport().getJsonNumber("sequence").longValue());
    assertTrue(assignments.record(id).orElseThrow().resultAccepted());
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

  @Test
  void shouldReportWhatItDoesForItselfStraightToTheCcm() throws Exception {
    segment.follow("boston-2", 7);

    assertEquals(Optional.empty(), distributions.accept(forServer()));
    threads.runAll();

    JsonObject last = ccm.lastReport();
    assertTrue(last.getBoolean("final"));
    assertEquals(1, last.getJsonArray("servers").size());
    assertEquals("REPORTED", server(last, "boston-1").getString("state"));
    assertEquals(List.of(), segment.reports);
    assertTrue(assignments.record(id).orElseThrow().resultAccepted());
  }

  @Test
  void shouldTellAfterARestartWhatTheCcmHasNotTaken() throws Exception {
    ccm.away = true;
    distributions.accept(forServer());
    threads.runAll();
    assertTrue(assignments.record(id).orElseThrow().result().isPresent());

    start();
    ccm.away = false;
    distributions.resume();
    threads.runAll();

    assertTrue(ccm.lastReport().getBoolean("final"));
    assertTrue(assignments.record(id).orElseThrow().resultAccepted());
  }

  @Test
  void shouldResumeAFetchAfterARestart() throws Exception {
    distributions.accept(forServer());
    threads.forgetAll();
    start();
    distributions.resume();
    threads.runAll();

    assertEquals(List.of(id), told);
    AssignmentRecord record = assignments.record(id).orElseThrow();
    assertTrue(record.complete() && record.resultAccepted());
  }

  private Notification forSegment(long epoch) throws Exception {
    return Notifications.of(id, "SEGMENT", epoch, content.length, sha256, URL);
  }

  private Notification forServer() throws Exception {
    return Notification.read(
        new Fields(
            Notifications.json(UUID.randomUUID(), id, "SERVER", 0, content.length, sha256, URL)));
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

  private static JsonObject server(JsonObject report, String name) {
    return report.getJsonArray("servers").getValuesAs(JsonObject.class).stream()
        .filter(server -> server.getString("server").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
