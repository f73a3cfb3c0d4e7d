package org.contentmover.ccm.staging;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.Previewing;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.CrashSweep;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.version.preview.PreviewWork;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A staging area on another server, read by its agent's desk (CM-1, CM-10). */
class StagingElsewhereTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private DataSource database;
  private Path home;
  private Path staging;
  private DeskServer server;
  private int pauses;
  private int relieveAtPause;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void start() throws IOException {
    start("home");
  }

  private void start(String name) throws IOException {
    home = directory.resolve(name);
    staging = Files.createDirectories(home.resolve("staging"));
    database = TestDatabase.H2.create();
    server = new DeskServer(staging, home.resolve("indexes"), clock);
    farm = new Farm(ccm(), clock).with("boston", "boston-1", "boston-2");
    stage("index.html", "hello");
    Files.write(staging.resolve("film.bin"), noise(200_000));
    job = PublishedSite.jobFor(farm.ccm(), staging);
    lieOn("boston-1", staging);
    farm.second();
  }

  private Ccm ccm() {
    Ccm ccm = new Ccm(database, home.resolve("data"), clock);
    ccm.provide(StagingServer.class, server);
    ccm.provide(
        Pause.class,
        new Pause() {
          @Override
          public void pause(Duration time) {
            // The test's time stands still meanwhile.
            if (++pauses == relieveAtPause) {
              server.relieve();
            }
          }
        });
    return ccm;
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  @Test
  void shouldPublishWhatLiesElsewhereAndFetchOnlyWhatIsNew() throws IOException {
    assertEquals("SUCCEEDED", publish().summary().phase());
    assertEquals(1, farm.agent("boston-2").live);
    assertEquals(2, server.contentsHandedOut);
    stage("index.html", "hello again");
    stage("copy.html", "hello again");
    assertEquals("SUCCEEDED", publish().summary().phase());
    assertEquals(3, server.contentsHandedOut, "one content more");
    assertNothingLeft();
  }

  @Test
  void shouldFetchOnlyWhatIsNewForAPreviewAndKeepNothing() throws IOException {
    publish();
    stage("index.html", "hello again");
    UUID id =
        farm.ccm()
            .tx(
                () ->
                    farm.ccm().get(Previewing.class).start(NewPreview.ofJob("publish"), ANN).id());
    farm.ccm().run(() -> farm.ccm().get(PreviewWork.class).make(id));
    PreviewView preview = farm.ccm().tx(() -> farm.ccm().get(Previewing.class).view(id));
    assertEquals("READY", preview.status(), preview.problem());
    assertEquals("hello again".length(), preview.changes().contentBytes());
    assertEquals(3, server.contentsHandedOut, "one content more");
    assertNothingLeft();
    assertEquals("SUCCEEDED", publish().summary().phase());
    assertEquals(4, server.contentsHandedOut, "the store did not keep it");
  }

  @Test
  void shouldGoOnWhenTheServerIsAwayForAWhile() throws IOException {
    server.awayForCalls = 15;
    assertEquals("SUCCEEDED", publish().summary().phase());
  }

  @Test
  void shouldGoOnWhereTheServerWasRestarted() throws IOException {
    server.cutNextContentAfterBytes = 150_000;
    assertEquals("SUCCEEDED", publish().summary().phase());
    assertEquals(1, farm.agent("boston-2").live);
  }

  @Test
  void shouldNameTheServerThatIsAway() throws IOException {
    server.awayForCalls = 1_000;
    RunView failed = publish();
    assertEquals("FAILED", failed.summary().phase());
    assertTrue(failed.summary().explanation().contains("boston-1"), failed.toString());
    assertNothingLeft();
  }

  @Test
  void shouldWaitForAServerThatIsBusyWithOtherScans() throws Exception {
    server.occupy();
    relieveAtPause = 100;
    assertEquals("SUCCEEDED", publish().summary().phase());
    assertEquals(100, pauses);
  }

  @Test
  void shouldNameTheServerThatStaysBusy() throws Exception {
    server.occupy();
    RunView failed = publish();
    assertEquals("FAILED", failed.summary().phase());
    assertTrue(failed.summary().explanation().contains("boston-1"), failed.toString());
    assertTrue(failed.summary().explanation().contains("scans 8"), failed.toString());
  }

  @Test
  void shouldNameTheFileThatChangedMeanwhile() throws IOException {
    server.beforeContent = () -> stage("index.html", "changed after the scan");
    RunView failed = publish();
    assertEquals("FAILED", failed.summary().phase());
    assertTrue(failed.summary().explanation().contains("\"index.html\""), failed.toString());
    assertNothingLeft();
    server.beforeContent = () -> {};
    assertEquals("SUCCEEDED", publish().summary().phase());
  }

  @Test
  void shouldSayWhatTheServerDoesNotOffer() throws IOException {
    lieOn("boston-1", home.resolve("data"));
    RunView failed = publish();
    assertEquals("FAILED", failed.summary().phase());
    assertTrue(failed.summary().explanation().contains("staging.directories"), failed.toString());
  }

  @Test
  void shouldSayThatTheServerIsNotEnrolledAnyMore() throws IOException {
    farm.ccm().run(() -> farm.ccm().get(Servers.class).revoke("boston-1", ANN));
    RunView failed = publish();
    assertEquals("FAILED", failed.summary().phase());
    assertTrue(failed.summary().explanation().contains("enrol"), failed.toString());
  }

  @Test
  void shouldRefuseAStagingAreaOnAServerNobodyKnows() {
    assertThrows(NotFound.class, () -> lieOn("nobody", staging));
  }

  @Test
  void shouldGoOnAfterACrashOfTheCcmAtAnyCommit() throws IOException {
    farm.ccm().close();
    CrashSweep.atAnyCommit(
        15,
        commits -> {
          start("crash-" + commits);
          UUID run = farm.start(job);
          boolean crashed = CrashSweep.crashes(farm, commits, run, this::ccm);
          assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase(), "after " + commits);
          assertEquals(1, farm.agent("boston-2").live, "after " + commits);
          assertNothingLeft();
          farm.ccm().close();
          return crashed;
        });
  }

  @Test
  void shouldLeaveAloneWhatAnotherAttemptAtTheSameRunWorksOn() throws IOException {
    UUID run = UUID.randomUUID();
    List<ContentHash> second = new ArrayList<>();
    server.beforeContent =
        () -> {
          server.beforeContent = () -> {};
          second.add(attempt(run, 2));
        };
    assertEquals(attempt(run, 1), second.get(0));
    assertEquals(4, server.contentsHandedOut, "two contents for each");
    assertNothingLeft();
  }

  @Test
  void shouldGoOnWithWhatAnAttemptLeftThatWasKilled() throws IOException {
    UUID run = UUID.randomUUID();
    Path copy = directory.resolve("copy");
    stage("a.html", "complete before the way breaks off within film.bin");
    server.cutNextContentAfterBytes = 150_000;
    server.onCut = () -> copyTree(home.resolve("data").resolve("arriving"), copy);
    attempt(run, 1);
    int handedOut = server.contentsHandedOut;
    copyTree(copy, home.resolve("data").resolve("arriving"));
    attempt(run, 2);
    assertEquals(2, server.contentsHandedOut - handedOut, "of three");
    assertNothingLeft();
  }

  private ContentHash attempt(UUID run, int number) {
    return farm.ccm().tx(() -> scan(run, number));
  }

  private ContentHash scan(UUID run, int number) {
    StagedTree tree = new StagedTree("demo", "boston-1", staging.toString(), ScanRules.EVERYTHING);
    try (Intake content = farm.ccm().get(ContentStore.class).intake()) {
      return farm.ccm().get(StagedTrees.class).scan(tree, run, number, content).manifest().hash();
    } catch (IOException | ScanFailure e) {
      throw new AssertionError(e);
    }
  }

  private static void copyTree(Path from, Path to) {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunView publish() {
    return farm.untilEnded(farm.start(job));
  }

  private void lieOn(String name, Path where) {
    farm.ccm()
        .run(
            () ->
                farm.ccm()
                    .get(StagingAreas.class)
                    .change(
                        "demo",
                        new NewStagingArea(
                            "demo", SITE, name, where.toString(), null, List.of("*.bak")),
                        null,
                        ANN));
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(home.resolve("data").resolve("arriving"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  private void stage(String name, String content) {
    try {
      Files.writeString(staging.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    return bytes;
  }
}
