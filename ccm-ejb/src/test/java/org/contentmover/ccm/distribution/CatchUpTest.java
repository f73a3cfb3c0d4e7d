package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.contentmover.ccm.run.RunDriver;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.site.GroupSealing;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.ccm.version.VersionCatalogue;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.plan.PlanExecution;
import org.contentmover.ccm.version.plan.PlanWanted;
import org.contentmover.ccm.version.view.AssignmentView;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a server that missed a version is brought to it: within a minute, whatever went wrong. */
class CatchUpTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private DataSource database;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  /** boston-2 was away while the second version was published. */
  @BeforeEach
  void missAVersion() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    database = TestDatabase.H2.create();
    ccm = new Ccm(database, directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    farm.untilEnded(farm.start(job));
    farm.agent("boston-2").alive = false;
    farm.seconds(2);
    Files.writeString(staging.resolve("index.html"), "the second");
    assertEquals(
        "SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase(), "with one of two");
    assertEquals(1, farm.agent("boston-2").live);
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @Test
  void shouldBeginAgainWithinAMinuteAfterACrashWhilePreparing() {
    beginToPrepare();
    farm.seconds(60);
    assertEquals(2, farm.agent("boston-2").live);
  }

  @Test
  void shouldLeaveALongPreparationToTheNodeThatWorksOnIt() {
    int attempt = beginToPrepare();
    for (int seconds = 0; seconds < 600; seconds += 5) {
      clock.advance(Duration.ofSeconds(5));
      assertEquals(OptionalInt.empty(), CatchUpExecution.look(ccm), "after " + seconds + " s");
      assertTrue(ccm.tx(() -> ccm.get(CatchUpBoard.class).alive(attempt)));
    }
    assertEquals(CatchUpWork.Exit.COMPLETE, CatchUpExecution.execute(ccm, attempt));
    assertEquals(1, open().size());
  }

  @Test
  void shouldTakeUpWhatStoppedWithItsNodeAsTheNextAttempt() throws IOException {
    int first = beginToPrepare();
    CatchUpTask task = CatchUpExecution.tasks(ccm, first).get(0);
    ccm.close();
    ccm = new Ccm(database, directory.resolve("data"), clock);
    assertEquals(OptionalInt.empty(), CatchUpExecution.look(ccm), "it may still work");
    clock.advance(Duration.ofSeconds(16));
    int second = CatchUpExecution.look(ccm).orElseThrow();
    assertEquals(first + 1, second);

    // Should the first one come back, wherever it was.
    CatchUpBoard board = ccm.get(CatchUpBoard.class);
    List<Path> files = files();
    assertEquals(List.of(), CatchUpExecution.tasks(ccm, first));
    CatchUpExecution.prepare(ccm, first, task);
    assertTrue(ccm.tx(() -> board.startWithKnown(first, task, 1, false)), "nothing is left to do");
    assertTrue(ccm.tx(() -> board.mustWait(first, task)));
    ccm.run(() -> board.failed(first, task, "too late"));
    assertFalse(ccm.tx(() -> board.alive(first)));
    assertEquals(CatchUpWork.Exit.OVERTAKEN, CatchUpExecution.execute(ccm, first));
    assertEquals(files, files());
    assertEquals(List.of(), open());

    assertEquals(CatchUpWork.Exit.COMPLETE, CatchUpExecution.execute(ccm, second));
    assertEquals(1, open().size());
    assertEquals(CatchUpWork.Exit.OVERTAKEN, CatchUpExecution.execute(ccm, second), "a repetition");
    assertEquals(1, open().size());
  }

  /** It noticed nothing while it wrote, and the file is complete. */
  @Test
  void shouldNotStartWithWhatAnOvertakenAttemptWrote() throws IOException {
    int first = beginToPrepare();
    CatchUpTask task = CatchUpExecution.tasks(ccm, first).get(0);
    clock.advance(Duration.ofSeconds(16));
    int second = CatchUpExecution.look(ccm).orElseThrow();
    WrittenAssignment written = written(task);
    ccm.run(() -> ccm.get(CatchUpBoard.class).startWith(first, task, written, clock.instant()));
    assertEquals(List.of(), open());
    assertEquals(CatchUpWork.Exit.COMPLETE, CatchUpExecution.execute(ccm, second));
    farm.seconds(5);
    assertEquals(2, farm.agent("boston-2").live);
    ccm.run(() -> ccm.get(CatchUpBoard.class).startWith(second, task, written, clock.instant()));
    assertEquals(List.of(), open(), "nor with what comes when it has ended");
  }

  /** What was plain when it was begun is not given to others when it is to be sealed since. */
  @Test
  void shouldNotUseAgainWhatWasWrittenWhileTheSealingWasChanged() throws IOException {
    int attempt = beginToPrepare();
    CatchUpTask task = CatchUpExecution.tasks(ccm, attempt).get(0);
    Instant since = clock.instant();
    ccm.run(
        () ->
            ccm.get(GroupSealing.class)
                .change(Farm.SITE, Farm.GROUP, true, List.of("*.key"), null, Farm.ANN));
    WrittenAssignment written = written(task);
    ccm.run(() -> ccm.get(CatchUpBoard.class).startWith(attempt, task, written, since));
    VersionLedger ledger = ccm.get(VersionLedger.class);
    assertEquals(Optional.empty(), ccm.tx(() -> ledger.reusable(task.shadow(), 0)));

    Instant later = clock.instant().plusMillis(1);
    WrittenAssignment next = written(task);
    ccm.run(() -> ccm.get(CatchUpBoard.class).startWith(attempt, task, next, later));
    assertEquals(
        Optional.of(next.header().assignmentId().value()),
        ccm.tx(() -> ledger.reusable(task.shadow(), 0)).map(AssignmentView::id));
  }

  private WrittenAssignment written(CatchUpTask task) throws IOException {
    VersionCatalogue versions = ccm.get(VersionCatalogue.class);
    AssignmentOffice.Subject subject =
        new AssignmentOffice.Subject(
            AssignmentType.REPLICATE,
            Farm.SITE,
            Farm.GROUP,
            null,
            ccm.tx(() -> versions.nextSequence(Farm.SITE, Farm.GROUP)),
            0,
            2,
            List.of());
    return ccm.get(AssignmentOffice.class)
        .content(
            subject,
            Activation.IMMEDIATE,
            Manifest.EMPTY,
            versions.manifestOf(task.shadow()),
            List.of(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void shouldTryAServerThatIsUpAtLeastOnceAMinute() {
    farm.agent("boston-2").fails = "DRIFT";
    farm.agent("boston-2").alive = true;
    farm.seconds(400);
    farm.agent("boston-2").fails = null;
    farm.seconds(60);
    assertEquals(2, farm.agent("boston-2").live);
  }

  @Test
  void shouldTryAtOnceWhenAFailedServerWasRestarted() {
    farm.agent("boston-2").fails = "NO_SPACE";
    farm.agent("boston-2").alive = true;
    farm.seconds(80);
    farm.agent("boston-2").alive = false;
    farm.seconds(2);
    farm.agent("boston-2").fails = null;
    farm.agent("boston-2").alive = true;
    farm.seconds(3);
    assertEquals(2, farm.agent("boston-2").live);
  }

  /** Else what the run numbered first would be a replay to a server that takes part in it. */
  @Test
  void shouldNotOvertakeARunWhoseAssignmentIsBeingWritten() throws IOException {
    int attempt = beginToPrepare();
    CatchUpTask before = CatchUpExecution.tasks(ccm, attempt).get(0);
    PlanWanted wanted = publishThird();
    PlanExecution.executeUntilNumbered(ccm, wanted);
    CatchUpExecution.prepare(ccm, attempt, before);
    assertEquals(List.of(), open(), "nothing is sent");
    assertEquals(CatchUpWork.Exit.COMPLETE, CatchUpExecution.execute(ccm, attempt));
    assertEquals(List.of(), open(), "nor after another look");

    PlanExecution.execute(ccm, wanted);
    RunView ended = farm.untilEnded(wanted.run());
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    assertEquals(3, farm.agent("boston-1").live);
    farm.seconds(60);
    assertEquals(3, farm.agent("boston-2").live);
  }

  private PlanWanted publishThird() throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), "the third one");
    UUID run = farm.start(job);
    while (true) {
      ccm.run(() -> ccm.get(RunDriver.class).drive(run));
      for (Object news = ccm.nextNews(); news != null; news = ccm.nextNews()) {
        if (news instanceof PlanWanted wanted) {
          return wanted;
        }
      }
    }
  }

  /** The attempt of a node that dies then, or works for long. */
  private int beginToPrepare() {
    farm.agent("boston-2").alive = true;
    farm.beat();
    return CatchUpExecution.look(ccm).orElseThrow();
  }

  private List<UUID> open() {
    return ccm.tx(() -> ccm.get(DistributionDriver.class).open());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(ccm.get(DataDirectory.class).assignments())) {
      return files.sorted().toList();
    }
  }
}
