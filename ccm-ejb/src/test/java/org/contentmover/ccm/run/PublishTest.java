package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.RunCounts;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.CrashSweep;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.topology.view.ServerView;
import org.contentmover.ccm.version.Versions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole publishes through the real services and a real database, with servers that do what servers
 * do.
 */
class PublishTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Path home;
  private DataSource database;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void settle() {
    home = directory;
  }

  @AfterEach
  void stop() {
    if (farm != null) {
      farm.ccm().close();
    }
  }

  private void start(TestDatabase kind) throws IOException {
    database = kind.create();
    Ccm ccm = new Ccm(database, home.resolve("data"), clock);
    farm =
        new Farm(ccm, clock)
            .with("boston", "boston-1", "boston-2")
            .with("london", "london-1", "london-2");
    stage("first");
    job = PublishedSite.jobFor(ccm, staging());
    farm.second();
  }

  private Path staging() {
    return home.resolve("staging");
  }

  private void stage(String content) throws IOException {
    Files.createDirectories(staging());
    Path file = staging().resolve("index.html");
    // Writing the same again would change its time, and that is a change to publish.
    if (!Files.exists(file) || !Files.readString(file).equals(content)) {
      Files.writeString(file, content);
    }
  }

  private RunView publish(String content) throws IOException {
    stage(content);
    return farm.untilEnded(farm.start(job));
  }

  private long groupRevision() {
    return farm.ccm().tx(() -> farm.ccm().get(ContentGroups.class).view(SITE, GROUP)).revision();
  }

  private ServerView server(String name) {
    return farm.ccm().tx(() -> farm.ccm().get(Servers.class).view(name));
  }

  @Test
  void shouldCountNoRevisionOfTheGroup() throws IOException {
    start(TestDatabase.H2);
    long before = groupRevision();
    publish("first");
    assertEquals(before, groupRevision());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldPublishToAllServersOneVersionAfterTheOther(TestDatabase kind) throws IOException {
    start(kind);
    RunView first = publish("first");
    assertEquals("SUCCEEDED", first.summary().phase(), first.summary().explanation());
    assertEquals(new RunCounts(4, 4, 0, 0), first.summary().counts());
    assertEquals(100, first.summary().percent());
    assertEquals(1, first.plan().targetFiles());

    RunView same = publish("first");
    assertEquals("SUCCEEDED", same.summary().phase());
    assertTrue(same.summary().explanation().startsWith("Nothing to do"));

    assertEquals("SUCCEEDED", publish("second").summary().phase());
    for (String name : List.of("boston-1", "boston-2", "london-1", "london-2")) {
      assertEquals(2, farm.agent(name).live, name);
      assertEquals(ServerCondition.UP, server(name).condition(), name);
    }
    var versions =
        farm.ccm()
            .tx(() -> farm.ccm().get(Versions.class).list(SITE, GROUP, PageRequest.first(10)));
    assertEquals(2, versions.total());
    assertTrue(versions.items().get(0).current());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldFollowANewLeaderAndNameTheDeadOne(TestDatabase kind) throws IOException {
    start(kind);
    farm.agent("boston-1").stalls = true;
    UUID run = farm.start(job);
    farm.seconds(3);
    farm.killLeader("boston");
    RunView ended = farm.untilEnded(run);
    assertEquals("PARTIAL", ended.summary().phase(), ended.summary().explanation());
    assertTrue(
        ended.summary().explanation().contains("boston-1 is missing"),
        ended.summary().explanation());
    assertEquals(new RunCounts(4, 3, 1, 0), ended.summary().counts());
  }

  @Test
  void shouldSucceedWhenTheDeadLeaderComesBackInTime() throws IOException {
    start(TestDatabase.H2);
    farm.agent("boston-1").stalls = true;
    UUID run = farm.start(job);
    farm.seconds(3);
    farm.killLeader("boston");
    farm.seconds(10);
    farm.agent("boston-1").stalls = false;
    farm.agent("boston-1").alive = true;
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldBringAServerThatWasAwayUpToDate(TestDatabase kind) throws IOException {
    start(kind);
    publish("first");
    farm.agent("london-2").alive = false;
    farm.seconds(2);
    RunView second = publish("second");
    assertEquals("SUCCEEDED", second.summary().phase());
    assertTrue(second.notTaking().get(0).startsWith("london-2"), second.notTaking().toString());
    assertEquals(ServerCondition.DOWN, server("london-2").condition());
    assertTrue(server("london-2").sites().get(0).explanation().contains("is down"));

    farm.agent("london-2").alive = true;
    farm.seconds(3);
    assertEquals(2, farm.agent("london-2").live);
    assertEquals(Freshness.CURRENT, server("london-2").sites().get(0).freshness());
  }

  @Test
  void shouldGiveTheWholeContentToANewServer() throws IOException {
    start(TestDatabase.H2);
    publish("first");
    farm.with("boston", "boston-3");
    farm.seconds(3);
    assertEquals(1, farm.agent("boston-3").live);
  }

  @Test
  void shouldGiveTheWholeContentAfterAnAttemptFailed() throws IOException {
    start(TestDatabase.H2);
    publish("first");
    farm.agent("london-2").alive = false;
    farm.seconds(2);
    publish("second");
    farm.agent("london-2").alive = true;
    farm.agent("london-2").fails = "DRIFT";
    farm.seconds(3);
    assertEquals(ServerCondition.FAILED, server("london-2").condition());
    assertTrue(server("london-2").sites().get(0).explanation().contains("DRIFT"));
    farm.agent("london-2").fails = null;
    farm.seconds(30);
    assertEquals(2, farm.agent("london-2").live);
  }

  @Test
  void shouldFailAndTouchNothingWithoutQuorum() throws IOException {
    start(TestDatabase.H2);
    publish("first");
    for (String name : List.of("boston-1", "boston-2", "london-1")) {
      farm.agent(name).fails = "NO_SPACE";
    }
    RunView ended = publish("second");
    assertEquals("FAILED", ended.summary().phase());
    assertNull(ended.summary().percent(), "it went nowhere");
    assertTrue(ended.summary().explanation().contains("boston-1 failed: NO_SPACE"));
    assertEquals(1, farm.agent("london-2").live);
    assertEquals(0, farm.agent("london-2").staged, "told to drop it");
  }

  @Test
  void shouldWaitForServersWhoseFileSystemIsFull() throws IOException {
    start(TestDatabase.H2);
    publish("first");
    for (String name : List.of("boston-1", "boston-2", "london-1")) {
      farm.agent(name).freeDiskBytes = MemberFacts.FULL_DISK;
    }
    farm.second();
    stage("second");
    UUID run = farm.start(job);
    farm.seconds(5);
    RunView waiting = farm.view(run);
    assertFalse(waiting.summary().ended(), waiting.summary().explanation());
    assertTrue(
        waiting.events().stream()
            .anyMatch(note -> note.text().contains("boston-1 has 0 bytes free and needs ")),
        () -> "why it waits: " + waiting.events());
    for (String name : List.of("boston-1", "boston-2", "london-1")) {
      farm.agent(name).freeDiskBytes = 1L << 40;
    }
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
  }

  @Test
  void shouldAbortWhileServersStage() throws IOException {
    start(TestDatabase.H2);
    farm.agent("boston-1").stalls = true;
    UUID run = farm.start(job);
    farm.seconds(2);
    farm.ccm().tx(() -> farm.ccm().get(Runs.class).abort(run, ANN));
    farm.agent("boston-1").stalls = false;
    RunView ended = farm.untilEnded(run);
    assertEquals("ABORTED", ended.summary().phase());
    assertNull(ended.summary().percent());
    assertEquals(0, farm.agent("london-1").live);
    assertEquals(0, farm.agent("london-1").staged);
    Conflict tooLate =
        assertThrows(
            Conflict.class, () -> farm.ccm().tx(() -> farm.ccm().get(Runs.class).abort(run, ANN)));
    assertEquals(
        "Run " + run + " of job publish is ABORTED and cannot be aborted any more.",
        tooLate.getMessage());
  }

  @Test
  void shouldNameTheParameterThatSaysWhenARunGoesLive() throws IOException {
    start(TestDatabase.H2);
    UUID run = farm.start(job);
    Instant past = clock.instant().minusSeconds(1);
    Invalid refused =
        assertThrows(
            Invalid.class,
            () -> farm.ccm().tx(() -> farm.ccm().get(Runs.class).commit(run, past, ANN)));
    assertEquals("at", refused.field());
  }

  @Test
  void shouldLetTheSecondRunWaitForTheFirstAndSaySo() throws IOException {
    start(TestDatabase.H2);
    farm.agent("boston-1").stalls = true;
    UUID first = farm.start(job);
    farm.seconds(2);
    UUID second = farm.start(job);
    farm.seconds(2);
    RunView waiting = farm.view(second);
    assertEquals("WAITING", waiting.summary().phase());
    assertEquals(first, waiting.blockedBy());
    assertTrue(
        waiting.summary().explanation().contains("Run " + first + " of job publish"),
        waiting.summary().explanation());
    farm.agent("boston-1").stalls = false;
    assertEquals("SUCCEEDED", farm.untilEnded(first).summary().phase());
    assertTrue(farm.untilEnded(second).summary().explanation().startsWith("Nothing to do"));
  }

  @Test
  void shouldSayWhatIsWrongWithTheStagingArea() throws IOException {
    start(TestDatabase.H2);
    Files.createSymbolicLink(staging().resolve("escape"), Path.of("/etc/passwd"));
    RunView ended = farm.untilEnded(farm.start(job));
    assertEquals("FAILED", ended.summary().phase());
    assertTrue(ended.summary().explanation().contains("escape"), ended.summary().explanation());
  }

  @Test
  void shouldAnswerARepeatedStartWithTheSameRun() throws IOException {
    start(TestDatabase.H2);
    Ccm ccm = farm.ccm();
    UUID first =
        ccm.tx(() -> ccm.get(Runs.class).start(job, RunOptions.NONE, "key-1", ANN)).summary().id();
    UUID again =
        ccm.tx(() -> ccm.get(Runs.class).start(job, RunOptions.NONE, "key-1", ANN)).summary().id();
    assertEquals(first, again);
  }

  /**
   * The CCM dies after its first transaction, its second, and so on through a whole run; a new
   * process takes over each time.
   */
  @Test
  void shouldGoOnByItselfAfterACrashAtAnyCommit() throws IOException {
    CrashSweep.atAnyCommit(15, this::publishWithCrashAfter);
  }

  private boolean publishWithCrashAfter(int commits) throws IOException {
    home = directory.resolve("crash-" + commits);
    start(TestDatabase.H2);
    UUID run = farm.start(job);
    boolean crashed =
        CrashSweep.crashes(
            farm, commits, run, () -> new Ccm(database, home.resolve("data"), clock));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), "crash after commit " + commits);
    assertEquals(1, farm.agent("london-2").live, "crash after commit " + commits);
    assertFalse(ended.servers().isEmpty());
    farm.ccm().close();
    return crashed;
  }
}
