package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures stay in sight until something of the same job or content group follows (UI-5). */
class FailedRunsTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Path staging;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  private void start(TestDatabase kind) throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    ccm = new Ccm(kind.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    publish("first");
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldStayUntilTheJobHasRunAgainWhateverOthersDo(TestDatabase kind) throws IOException {
    start(kind);
    Path gone = Files.createDirectories(directory.resolve("gone"));
    UUID other = jobOf(gone);
    Files.delete(gone);
    UUID failed = run(other, "FAILED");
    publish("second");
    assertEquals(List.of(failed), failed());

    Files.createDirectories(gone);
    Files.writeString(gone.resolve("index.html"), "third");
    UUID again = farm.start(other);
    assertEquals(List.of(), failed(), "it is being tried");
    assertEquals("SUCCEEDED", farm.untilEnded(again).summary().phase());
    assertEquals(List.of(), failed());

    Files.delete(gone.resolve("index.html"));
    Files.delete(gone);
    run(other, "FAILED");
    ccm.run(() -> ccm.get(Jobs.class).remove(other, ANN));
    assertEquals(List.of(), failed(), "nobody can run it again");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldStayWithoutAJobUntilTheContentGroupHasAnotherRun(TestDatabase kind)
      throws IOException {
    start(kind);
    publish("second");
    UUID failed = failedRestore();
    assertEquals(List.of(failed), failed());
    publish("third");
    assertEquals(List.of(), failed());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldGoWithTheContentGroup(TestDatabase kind) throws IOException {
    start(kind);
    publish("second");
    failedRestore();
    ccm.run(() -> ccm.get(Jobs.class).remove(job, ANN));
    assertEquals(1, failed().size());
    ccm.run(
        () ->
            ccm.get(EntityManager.class)
                .createQuery("delete from SiteGroup g where g.site = :site")
                .setParameter("site", SITE)
                .executeUpdate());
    assertEquals(List.of(), failed());
  }

  private UUID failedRestore() {
    fails("NO_SPACE");
    NewRestore first = new NewRestore(1L, null, "as it was");
    UUID restore =
        ccm.tx(() -> ccm.get(ContentOrders.class).restore(SITE, GROUP, first, null, ANN))
            .summary()
            .id();
    assertEquals("FAILED", farm.untilEnded(restore).summary().phase());
    fails(null);
    return restore;
  }

  private void fails(String why) {
    farm.agent("boston-1").fails = why;
    farm.agent("boston-2").fails = why;
  }

  private UUID jobOf(Path area) {
    ccm.run(
        () ->
            ccm.get(StagingAreas.class)
                .create(
                    new NewStagingArea("gone", SITE, null, area.toString(), null, List.of()), ANN));
    NewJob wanted =
        new NewJob(
            "other", JobType.PUBLISH, SITE, GROUP, "gone", "50%", null, null, null, null, null);
    return ccm.tx(() -> ccm.get(Jobs.class).create(wanted, ANN)).id();
  }

  private void publish(String content) throws IOException {
    Files.writeString(staging.resolve("index.html"), content);
    run(job, "SUCCEEDED");
  }

  private UUID run(UUID ofJob, String end) {
    UUID run = farm.start(ofJob);
    RunSummary ended = farm.untilEnded(run).summary();
    assertEquals(end, ended.phase(), ended.explanation());
    return run;
  }

  private List<UUID> failed() {
    return ccm.tx(() -> ccm.get(FailedRuns.class).latest(20)).stream().map(RunSummary::id).toList();
  }
}
