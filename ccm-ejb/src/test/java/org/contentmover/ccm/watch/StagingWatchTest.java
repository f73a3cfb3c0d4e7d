package org.contentmover.ccm.watch;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.job.view.WatchTrouble;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A staging area that is watched, with the real services and a real database (CM-10). */
class StagingWatchTest {
  private static final Duration QUIET = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private final DataSource database = TestDatabase.H2.create();
  private Path staging;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void start() throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    Ccm ccm = new Ccm(database, directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    stage("first");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  @Test
  void shouldPublishWhatChangedWhenItIsQuiet() throws IOException {
    watch(QUIET);
    watchFor(19);
    assertEquals(0, runs().size());
    watchFor(10);
    assertEquals(List.of("SUCCEEDED"), phases());
    stage("second");
    for (int i = 0; i < 5; i++) {
      watchFor(10);
      stage("still at work " + i);
    }
    assertEquals(1, runs().size(), "it was never quiet");
    watchFor(60);
    assertEquals(List.of("SUCCEEDED", "SUCCEEDED"), phases());
    assertEquals(2, farm.agent("boston-2").live);
    watchFor(300);
    assertEquals(2, runs().size(), "nothing changed");
  }

  @Test
  void shouldNotPublishTheSameAgainAfterARestart() throws IOException {
    watch(QUIET);
    watchFor(40);
    assertEquals(1, runs().size());
    farm.ccm().close();
    farm.restartedAs(new Ccm(database, directory.resolve("data"), clock));
    watchFor(60);
    assertEquals(1, runs().size());
  }

  @Test
  void shouldWaitForARunOfTheSameJob() throws IOException {
    watch(QUIET);
    farm.agent("boston-1").stalls = true;
    watchFor(40);
    assertEquals(1, runs().size());
    stage("second");
    watchFor(60);
    stage("third");
    watchFor(60);
    assertEquals(1, runs().size(), "its run goes on");
    farm.agent("boston-1").stalls = false;
    watchFor(120);
    assertEquals(List.of("SUCCEEDED", "SUCCEEDED"), phases(), "one for both changes");
  }

  @Test
  void shouldGoOnWhenTheStagingAreaIsBack() throws IOException {
    watch(QUIET);
    watchFor(40);
    Path away = Files.move(staging, directory.resolve("away"));
    watchFor(60);
    Files.move(away, staging);
    stage("second");
    watchFor(60);
    assertEquals(List.of("SUCCEEDED", "SUCCEEDED"), phases());
  }

  @Test
  void shouldSayUntilItIsBackThatTheStagingAreaCannotBeRead() throws IOException {
    watch(Duration.ofHours(1));
    watchFor(2);
    assertNull(job().watchTrouble());
    long revision = job().revision();
    Path away = Files.move(staging, directory.resolve("away"));
    watchFor(900);
    WatchTrouble trouble = job().watchTrouble();
    assertTrue(
        trouble.problem().startsWith("Staging area \"demo\" cannot be read: ")
            && trouble.problem().contains(staging + " does not exist. Mend that"),
        trouble.problem());
    assertTrue(trouble.since().isBefore(clock.instant()), "since it was found");
    farm.ccm().close();
    farm.restartedAs(new Ccm(database, directory.resolve("data"), clock));
    Files.writeString(staging, "not a directory");
    watchFor(2);
    assertTrue(job().watchTrouble().problem().contains("is no directory"));
    assertEquals(trouble.since(), job().watchTrouble().since(), "also after a restart");
    Files.delete(staging);
    Files.move(away, staging);
    watchFor(20);
    assertNull(job().watchTrouble());
    assertEquals(revision, job().revision(), "nobody changed the job");
  }

  @Test
  void shouldWriteWhatIsWrongOnlyWhenItChanges() throws IOException {
    watch(QUIET);
    Files.move(staging, directory.resolve("away"));
    watchFor(5);
    long written = rowVersion();
    watchFor(300);
    assertEquals(written, rowVersion());
    try (Ccm second = new Ccm(database, directory.resolve("data2"), clock)) {
      second.run(() -> second.get(StagingWatch.class).look());
    }
    assertEquals(written, rowVersion(), "another node finds the same");
  }

  @Test
  void shouldForgetWhatIsWrongWithWhatIsNotWatchedAnyMore() throws IOException {
    watch(QUIET);
    Files.move(staging, directory.resolve("away"));
    watchFor(5);
    assertNotNull(job().watchTrouble());
    watch(null);
    assertNull(job().watchTrouble());
    farm.ccm().run(() -> farm.ccm().get(Jobs.class).watched(job, "demo", "seen before that"));
    assertNull(job().watchTrouble());
  }

  @Test
  void shouldSayWhyNoRunCanBeStarted() throws IOException {
    watch(QUIET);
    watchFor(40);
    farm.ccm().run(() -> query("UPDATE Run r SET r.orderedCommitAtMillis = 1").executeUpdate());
    farm.ccm().close();
    farm.restartedAs(new Ccm(database, directory.resolve("data"), clock));
    watchFor(60);
    String problem = job().watchTrouble().problem();
    assertTrue(problem.startsWith("Its run cannot be started: This idempotency key"), problem);
    stage("second");
    watchFor(60);
    assertNull(job().watchTrouble());
    assertEquals(List.of("SUCCEEDED", "SUCCEEDED"), phases());
  }

  private Query query(String text) {
    return farm.ccm().get(EntityManager.class).createQuery(text);
  }

  @Test
  void shouldPublishToAnotherGroupWhatTheFirstOneHas() {
    watch(QUIET);
    watchFor(40);
    assertEquals(1, runs().size());
    farm.ccm()
        .run(
            () -> {
              ContentGroups groups = farm.ccm().get(ContentGroups.class);
              groups.change(group(GROUP, "boston-1"), null, ANN);
              groups.create(group("others", "boston-2"), ANN);
            });
    watch(QUIET, "others");
    watchFor(60);
    assertNull(job().watchTrouble());
    assertEquals(List.of("SUCCEEDED", "SUCCEEDED"), phases());
    assertEquals("others", runs().get(0).group());
  }

  private static NewContentGroup group(String name, String server) {
    return new NewContentGroup(SITE, name, Membership.SERVERS, null, List.of(server), null);
  }

  @Test
  void shouldNotWatchUnlessItIsTold() throws IOException {
    watchFor(60);
    assertEquals(0, runs().size());
    watch(QUIET);
    watch(null);
    watchFor(60);
    assertEquals(0, runs().size());
  }

  @Test
  void shouldRefuseAQuietOutOfRange() {
    for (Duration wrong : List.of(Duration.ofMillis(4_999), Duration.ofHours(25))) {
      Invalid refused = assertThrows(Invalid.class, () -> watch(wrong));
      assertEquals(true, refused.getMessage().contains("PT5S to PT24H"), refused.getMessage());
    }
  }

  private void watch(Duration quiet) {
    watch(quiet, GROUP);
  }

  private void watch(Duration quiet, String group) {
    farm.ccm()
        .run(
            () -> {
              Jobs jobs = farm.ccm().get(Jobs.class);
              JobView now = jobs.view(job);
              jobs.change(
                  job,
                  new NewJob(
                      now.name(),
                      now.type(),
                      now.site(),
                      group,
                      now.stagingArea(),
                      now.quorum(),
                      now.onConflict(),
                      now.onMissingQuorum(),
                      now.patience(),
                      now.deadline(),
                      quiet),
                  null,
                  ANN);
            });
  }

  private JobView job() {
    return farm.ccm().tx(() -> farm.ccm().get(Jobs.class).view(job));
  }

  private long rowVersion() {
    return farm.ccm()
        .tx(
            () ->
                farm.ccm()
                    .get(EntityManager.class)
                    .createQuery("select j.version from Job j", Long.class)
                    .getSingleResult());
  }

  private void watchFor(int seconds) {
    for (int i = 0; i < seconds; i++) {
      farm.ccm().run(() -> farm.ccm().get(StagingWatch.class).look());
      farm.second();
    }
  }

  private List<RunSummary> runs() {
    return farm.ccm()
        .tx(() -> farm.ccm().get(Runs.class).list(RunFilter.ANY, PageRequest.first(50)))
        .items();
  }

  private List<String> phases() {
    return runs().stream().map(RunSummary::phase).toList();
  }

  private void stage(String content) throws IOException {
    Files.writeString(staging.resolve("index.html"), content);
  }
}
