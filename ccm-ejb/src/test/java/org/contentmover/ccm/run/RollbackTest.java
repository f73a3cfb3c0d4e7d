package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.ContentGroupView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.CrashSweep;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.Versions;
import org.contentmover.ccm.version.view.VersionView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An administrator takes a version back (VC-7, VC-10). */
class RollbackTest {
  private static final List<String> ALL = List.of("boston-1", "boston-2", "london-1", "london-2");

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

  /** Versions 1 and 2 are published, 2 is live. */
  private void start(TestDatabase kind, Path at) throws IOException {
    home = at;
    database = kind.create();
    Ccm ccm = new Ccm(database, home.resolve("data"), clock);
    farm =
        new Farm(ccm, clock)
            .with("boston", "boston-1", "boston-2")
            .with("london", "london-1", "london-2");
    Files.createDirectories(staging());
    job = PublishedSite.jobFor(ccm, staging());
    farm.second();
    publish("first");
    publish("second");
  }

  private void start() throws IOException {
    start(TestDatabase.H2, directory);
  }

  private Path staging() {
    return home.resolve("staging");
  }

  private RunView publish(String content) throws IOException {
    Files.writeString(staging().resolve("index.html"), content);
    return farm.untilEnded(farm.start(job));
  }

  private UUID order() {
    return order(null);
  }

  private UUID order(Long version) {
    NewRollback order = new NewRollback(version, "the prices are wrong");
    return farm.ccm()
        .tx(() -> farm.ccm().get(ContentOrders.class).rollBack(SITE, GROUP, order, null, ANN))
        .summary()
        .id();
  }

  private RunView rollBack() {
    return farm.untilEnded(order());
  }

  private ContentGroupView group() {
    return farm.ccm().tx(() -> farm.ccm().get(ContentGroups.class).view(SITE, GROUP));
  }

  private VersionView version(long number) {
    return farm
        .ccm()
        .tx(() -> farm.ccm().get(Versions.class).list(SITE, GROUP, PageRequest.first(10)))
        .items()
        .stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .orElseThrow();
  }

  private void requireLive(long version) {
    ALL.forEach(name -> assertEquals(version, farm.agent(name).live, name));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldTakeAllServersAndTheShadowBack(TestDatabase kind) throws IOException {
    start(kind, directory);
    RunView run = rollBack();
    assertEquals("SUCCEEDED", run.summary().phase(), run.summary().explanation());
    assertEquals("ROLLBACK", run.summary().kind());
    assertEquals("the prices are wrong", run.summary().reason());
    assertEquals("user ann", run.summary().startedBy());
    assertNull(run.summary().job());
    requireLive(1);
    assertEquals(1, group().shadowVersion());
    assertEquals(2, group().backupVersion());
    assertTrue(version(1).current());
    assertEquals("user ann", version(2).pin().by());
    assertEquals("the prices are wrong", version(2).pin().reason());
    assertEquals(run.summary().id(), version(2).pin().run());
    AuditEntryView audited =
        farm.ccm()
            .tx(() -> farm.ccm().get(AuditLog.class).list(PageRequest.first(1)))
            .items()
            .get(0);
    assertEquals("content-group.roll-back", audited.action());
    assertTrue(audited.detail().contains("2 to 1: the prices are wrong"), audited.detail());
  }

  @Test
  void shouldBeDoneAtOnce() throws IOException {
    start();
    UUID run = order();
    farm.second();
    requireLive(1);
    assertEquals("SUCCEEDED", farm.view(run).summary().phase());
  }

  @Test
  void shouldNotPublishAgainByItselfWhatWasWithdrawn() throws IOException {
    start();
    rollBack();
    RunView scheduled = farm.untilEnded(farm.start(job));
    assertEquals("FAILED", scheduled.summary().phase());
    String why = scheduled.summary().explanation();
    assertTrue(
        why.contains("version 2") && why.contains("user ann") && why.contains("prices"), why);
    requireLive(1);

    assertEquals("SUCCEEDED", publish("third").summary().phase());
    requireLive(3);
    assertEquals(1, group().backupVersion());
    assertNotNull(version(2).pin());
  }

  @Test
  void shouldPublishAWithdrawnVersionWhenSomebodySaysSo() throws IOException {
    start();
    rollBack();
    RunOptions options = new RunOptions(true, false, null);
    UUID run =
        farm.ccm()
            .tx(() -> farm.ccm().get(Runs.class).start(job, options, null, ANN))
            .summary()
            .id();
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
    requireLive(3);
    assertNull(version(2).pin(), "what is published is not withdrawn");
  }

  @Test
  void shouldPublishAgainOnceThePinIsLifted() throws IOException {
    start();
    rollBack();
    farm.ccm().run(() -> farm.ccm().get(Versions.class).unpin(SITE, GROUP, 2, ANN));
    assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());
    requireLive(3);
  }

  @Test
  void shouldBringServersThatWereAwayToWhatIsPublished() throws IOException {
    start();
    farm.agent("london-2").alive = false;
    farm.seconds(2);
    RunView run = rollBack();
    assertEquals("SUCCEEDED", run.summary().phase(), run.summary().explanation());
    assertTrue(run.notTaking().get(0).startsWith("london-2"), run.notTaking().toString());
    farm.agent("london-2").alive = true;
    farm.seconds(10);
    requireLive(1);
  }

  @Test
  void shouldBringAServerWithoutThatBackupToItToo() throws IOException {
    start();
    farm.agent("boston-2").backup = 0;
    RunView run = rollBack();
    assertEquals("PARTIAL", run.summary().phase());
    assertTrue(run.summary().explanation().contains("boston-2"), run.summary().explanation());
    farm.seconds(10);
    requireLive(1);
  }

  @Test
  void shouldTakeAServerBackThatJoinedLater() throws IOException {
    start();
    farm.with("boston", "boston-3");
    farm.seconds(5);
    assertEquals(2, farm.agent("boston-3").live);
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    assertEquals(1, farm.agent("boston-3").live);
  }

  @Test
  void shouldTakeAServerBackThatMissedSeveralVersions() throws IOException {
    start();
    farm.agent("london-2").alive = false;
    farm.seconds(2);
    publish("third");
    publish("fourth");
    farm.agent("london-2").alive = true;
    farm.seconds(10);
    requireLive(4);
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    requireLive(3);
  }

  @Test
  void shouldNotBringWithdrawnContentToAServerThatJoins() throws IOException {
    start();
    rollBack();
    farm.with("boston", "boston-3");
    farm.seconds(5);
    assertEquals(1, farm.agent("boston-3").live);
    assertEquals(0, farm.agent("boston-3").backup);
  }

  @Test
  void shouldBeInForceWhenNoServerIsUp() throws IOException {
    start();
    ALL.forEach(name -> farm.agent(name).alive = false);
    farm.seconds(30);
    RunView run = rollBack();
    assertEquals("PARTIAL", run.summary().phase(), run.summary().explanation());
    assertEquals(1, group().shadowVersion());
    assertNotNull(version(2).pin());
    ALL.forEach(name -> farm.agent(name).alive = true);
    farm.seconds(20);
    requireLive(1);
  }

  /** What was written for version 1 before carries a sequence that servers passed since. */
  @Test
  void shouldNotSendAnAssignmentFromBeforeAgain() throws IOException {
    home = directory;
    database = TestDatabase.H2.create();
    farm = new Farm(new Ccm(database, home.resolve("data"), clock), clock);
    farm.with("boston", "boston-1", "boston-2").with("london", "london-1", "london-2");
    Files.createDirectories(staging());
    job = PublishedSite.jobFor(farm.ccm(), staging());
    farm.second();
    publish("first");
    farm.with("boston", "boston-3");
    farm.seconds(5);
    assertEquals(1, farm.agent("boston-3").live, "has the whole content of version 1");
    publish("second");
    farm.with("boston", "boston-4");
    farm.seconds(5);
    assertEquals(2, farm.agent("boston-4").live);
    farm.agent("boston-4").backup = 0;
    farm.agent("boston-4").fails = "DRIFT";
    rollBack();
    farm.seconds(4);
    farm.agent("boston-4").fails = null;
    farm.seconds(6);
    assertEquals(1, farm.agent("boston-4").live, "the whole content, in a new assignment");
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() throws IOException {
    start();
    assertThrows(Conflict.class, () -> order(1L), "version 2 is published");
    NewRollback silent = new NewRollback(null, " ");
    assertThrows(
        Invalid.class,
        () ->
            farm.ccm()
                .tx(
                    () ->
                        farm.ccm()
                            .get(ContentOrders.class)
                            .rollBack(SITE, GROUP, silent, null, ANN)));
    farm.untilEnded(order(2L));
    Conflict again = assertThrows(Conflict.class, this::order);
    assertTrue(again.getMessage().contains("withdrawn by user ann"), again.getMessage());
    farm.ccm().run(() -> farm.ccm().get(Versions.class).unpin(SITE, GROUP, 2, ANN));
    assertEquals("SUCCEEDED", rollBack().summary().phase(), "back to 2");
    requireLive(2);
  }

  @Test
  void shouldNotBeginWhileARunHoldsTheSite() throws IOException {
    start();
    Files.writeString(staging().resolve("index.html"), "third");
    farm.agent("boston-1").stalls = true;
    UUID publish = farm.start(job);
    farm.seconds(2);
    Conflict busy = assertThrows(Conflict.class, this::order);
    assertTrue(busy.getMessage().contains(publish.toString()), busy.getMessage());
    farm.agent("boston-1").stalls = false;
    farm.ccm().tx(() -> farm.ccm().get(Runs.class).abort(publish, ANN));
    assertEquals("ABORTED", farm.untilEnded(publish).summary().phase());
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    requireLive(1);
  }

  /** The CCM dies after its first transaction, its second, and so on through a whole rollback. */
  @Test
  void shouldGoOnByItselfAfterACrashAtAnyCommit() throws IOException {
    CrashSweep.atAnyCommit(5, this::rollBackWithCrashAfter);
  }

  private boolean rollBackWithCrashAfter(int commits) throws IOException {
    start(TestDatabase.H2, directory.resolve("crash-" + commits));
    UUID run = order();
    boolean crashed =
        CrashSweep.crashes(
            farm, commits, run, () -> new Ccm(database, home.resolve("data"), clock));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), "crash after commit " + commits);
    requireLive(1);
    assertEquals(1, group().shadowVersion(), "crash after commit " + commits);
    assertNotNull(version(2).pin(), "crash after commit " + commits);
    farm.ccm().close();
    return crashed;
  }
}
