package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.CrashSweep;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.Versions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole site is taken off its servers (VC-8). */
class TakeOffTest {
  private static final NewRemoval EVERYTHING = new NewRemoval(null, true, "the campaign is over");

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Path home;
  private DataSource database;
  private Farm farm;
  private UUID job;

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  private void start(Path at) throws IOException {
    home = at;
    database = TestDatabase.H2.create();
    farm = new Farm(new Ccm(database, home.resolve("data"), clock), clock);
    farm.with("boston", "boston-1", "boston-2");
    Files.createDirectories(home.resolve("staging"));
    job = PublishedSite.jobFor(farm.ccm(), home.resolve("staging"));
    farm.second();
    publish("first");
    publish("the second");
  }

  private void publish(String content) throws IOException {
    Files.writeString(home.resolve("staging/index.html"), content);
    assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());
  }

  private UUID order(NewRemoval removal) {
    return farm.ccm()
        .tx(() -> farm.ccm().get(ContentOrders.class).remove(SITE, GROUP, removal, null, ANN))
        .summary()
        .id();
  }

  private ContentGroupView group() {
    return farm.ccm().tx(() -> farm.ccm().get(ContentGroups.class).view(SITE, GROUP));
  }

  @Test
  void shouldShowAnEmptyTreeOnAllServersAtOnce() throws IOException {
    start(directory);
    UUID run = order(EVERYTHING);
    farm.seconds(2);
    RunView view = farm.view(run);
    assertEquals("SUCCEEDED", view.summary().phase(), view.summary().explanation());
    assertEquals("TAKE_OFF", view.summary().kind());
    assertEquals(3, farm.agent("boston-1").live);
    assertEquals(3, group().shadowVersion());
    assertEquals(0, group().backupVersion());
    var latest =
        farm.ccm()
            .tx(() -> farm.ccm().get(Versions.class).list(SITE, GROUP, PageRequest.first(1)))
            .items()
            .get(0);
    assertEquals(0, latest.files());
    assertTrue(latest.current());
  }

  @Test
  void shouldLeaveNoWayBack() throws IOException {
    start(directory);
    farm.untilEnded(order(EVERYTHING));
    NewRollback back = new NewRollback(null, "sorry");
    assertThrows(
        Conflict.class,
        () ->
            farm.ccm()
                .tx(
                    () ->
                        farm.ccm()
                            .get(ContentOrders.class)
                            .rollBack(SITE, GROUP, back, null, ANN)));
    NewRestore restore = new NewRestore(2L, null, "sorry");
    assertThrows(
        Conflict.class,
        () ->
            farm.ccm()
                .tx(
                    () ->
                        farm.ccm()
                            .get(ContentOrders.class)
                            .restore(SITE, GROUP, restore, null, ANN)));
  }

  @Test
  void shouldTellAServerThatWasAwayToo() throws IOException {
    start(directory);
    farm.agent("boston-2").alive = false;
    farm.seconds(2);
    farm.untilEnded(order(EVERYTHING));
    farm.agent("boston-2").alive = true;
    farm.seconds(10);
    assertEquals(3, farm.agent("boston-2").live);
    assertEquals(0, farm.agent("boston-2").backup, "keeps nothing");
    boolean removed =
        farm
            .ccm()
            .tx(() -> farm.ccm().get(Assignments.class).list(null, PageRequest.first(50)))
            .items()
            .stream()
            .anyMatch(it -> it.run() == null && it.type().equals("REMOVE"));
    assertTrue(removed, "by an order of its own");
  }

  @Test
  void shouldPublishAgainAfterwards() throws IOException {
    start(directory);
    farm.untilEnded(order(EVERYTHING));
    publish("the third");
    assertEquals(4, farm.agent("boston-1").live);
    assertEquals(3, group().backupVersion());
  }

  @Test
  void shouldNotPublishAgainByItself() throws IOException {
    start(directory);
    farm.untilEnded(order(EVERYTHING));
    RunView scheduled = farm.untilEnded(farm.start(job));
    assertEquals("FAILED", scheduled.summary().phase());
    assertTrue(
        scheduled.summary().explanation().contains("the campaign is over"),
        scheduled.summary().explanation());
    assertEquals(3, farm.agent("boston-1").live);
  }

  @Test
  void shouldForgetTheGroupOnceAllServersHaveTakenItsSiteOff() throws IOException {
    start(directory);
    farm.agent("boston-2").alive = false;
    farm.seconds(2);
    farm.ccm().run(() -> farm.ccm().get(Jobs.class).remove(job, ANN));
    Conflict published = assertThrows(Conflict.class, this::removeGroup);
    assertTrue(published.getMessage().contains("published"), published.getMessage());
    farm.untilEnded(order(EVERYTHING));
    Conflict shown = assertThrows(Conflict.class, this::removeGroup);
    assertTrue(shown.getMessage().contains("boston-2"), shown.getMessage());
    farm.agent("boston-2").alive = true;
    farm.seconds(10);
    removeGroup();
    farm.seconds(10);
    farm.ccm()
        .run(
            () ->
                farm.ccm()
                    .get(ContentGroups.class)
                    .create(
                        new NewContentGroup(SITE, GROUP, Membership.ALL, null, null, null), ANN));
    NewJob again =
        new NewJob(
            "again", JobType.PUBLISH, SITE, GROUP, "demo", "50%", null, null, null, null, null);
    job = farm.ccm().tx(() -> farm.ccm().get(Jobs.class).create(again, ANN)).id();
    publish("of another life");
    assertEquals(4, farm.agent("boston-1").live, "servers take no number twice");
    assertEquals(4, farm.agent("boston-2").live);
  }

  private void removeGroup() {
    farm.ccm().run(() -> farm.ccm().get(ContentGroups.class).remove(SITE, GROUP, ANN));
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() throws IOException {
    start(directory);
    assertThrows(Invalid.class, () -> order(new NewRemoval(List.of("*.html"), true, "why")));
    assertThrows(Invalid.class, () -> order(new NewRemoval(null, true, "")));
  }

  @Test
  void shouldGoOnByItselfAfterACrashAtAnyCommit() throws IOException {
    CrashSweep.atAnyCommit(5, this::takeOffWithCrashAfter);
  }

  private boolean takeOffWithCrashAfter(int commits) throws IOException {
    start(directory.resolve("crash-" + commits));
    UUID run = order(EVERYTHING);
    boolean crashed =
        CrashSweep.crashes(
            farm, commits, run, () -> new Ccm(database, home.resolve("data"), clock));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), "crash after commit " + commits);
    assertEquals(3, farm.agent("boston-1").live, "crash after commit " + commits);
    assertEquals(0, group().backupVersion(), "crash after commit " + commits);
    farm.ccm().close();
    return crashed;
  }
}
