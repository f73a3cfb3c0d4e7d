package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.run.RunDriver;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.plan.PlanExecution;
import org.contentmover.ccm.version.plan.PlanWanted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a server that missed a version is brought to it: within a minute, whatever went wrong. */
class CatchUpTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  /** boston-2 was away while the second version was published. */
  @BeforeEach
  void missAVersion() throws IOException {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "first");
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
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
    List<CatchUpTask> tasks = beginToPrepare();
    for (int seconds = 0; seconds < 600; seconds += 5) {
      clock.advance(Duration.ofSeconds(5));
      assertEquals(List.of(), CatchUpWorkerAccess.look(ccm), "after " + seconds + " s");
      tasks.forEach(task -> ccm.run(() -> ccm.get(CatchUps.class).stillPreparing(task)));
    }
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
    List<CatchUpTask> before = beginToPrepare();
    PlanWanted wanted = publishThird();
    PlanExecution.executeUntilNumbered(ccm, wanted);
    assertEquals(List.of(), CatchUpWorkerAccess.look(ccm));
    CatchUpWorkerAccess.prepare(ccm, before);
    assertEquals(
        List.of(), ccm.tx(() -> ccm.get(DistributionDriver.class).open()), "nothing is sent");

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

  /** What a node holds when it dies, or works for long. */
  private List<CatchUpTask> beginToPrepare() {
    farm.agent("boston-2").alive = true;
    farm.beat();
    List<CatchUpTask> tasks = CatchUpWorkerAccess.look(ccm);
    assertEquals(List.of("boston-2"), tasks.stream().map(CatchUpTask::server).toList());
    return tasks;
  }
}
