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
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.ChangedPathView;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.PreviewConflictView;
import org.contentmover.ccm.run.view.PreviewServerView;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.view.MemberFacts;
import org.contentmover.ccm.version.preview.PreviewBook;
import org.contentmover.ccm.version.preview.PreviewWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an order would do, found out without doing it (CM-11). */
class PreviewTest {
  private static final NewPreview OF_THE_JOB = NewPreview.ofJob("publish");

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private DataSource database;
  private Path staging;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void start() throws IOException {
    start(TestDatabase.H2);
  }

  private void start(TestDatabase kind) throws IOException {
    database = kind.create();
    staging = Files.createDirectories(directory.resolve("staging"));
    Ccm ccm = new Ccm(database, directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2", "boston-3");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  private void stage(String path, String content) throws IOException {
    Path file = staging.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private RunView publish() {
    RunView run = farm.untilEnded(farm.start(job));
    assertEquals("SUCCEEDED", run.summary().phase(), run.summary().explanation());
    return run;
  }

  private UUID begin(NewPreview order) {
    return farm.ccm().tx(() -> farm.ccm().get(Previewing.class).start(order, ANN)).id();
  }

  private PreviewView view(UUID preview) {
    return farm.ccm().tx(() -> farm.ccm().get(Previewing.class).view(preview));
  }

  private PreviewView preview(NewPreview order) {
    UUID id = begin(order);
    assertEquals("WORKING", view(id).status());
    farm.ccm().run(() -> farm.ccm().get(PreviewWork.class).make(id));
    return view(id);
  }

  private static NewPreview ofGroup(
      Boolean rollBack, Long version, List<String> paths, Boolean everything) {
    return new NewPreview(null, null, SITE, GROUP, rollBack, version, null, paths, everything);
  }

  private List<ChangedPathView> paths(PreviewView preview, String kind) {
    return farm.ccm()
        .tx(
            () ->
                farm.ccm()
                    .get(Previewing.class)
                    .paths(preview.id(), kind, PageRequest.first(100))
                    .items());
  }

  private List<PreviewConflictView.Kind> conflicts(PreviewView preview) {
    return preview.conflicts().stream().map(PreviewConflictView::kind).toList();
  }

  /** Everything in the data directory but what a scan remembers. */
  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      return files
          .filter(file -> !file.startsWith(directory.resolve("data/indexes")))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private long runs() {
    return farm.ccm()
        .tx(() -> farm.ccm().get(Runs.class).list(RunFilter.ANY, PageRequest.first(1)).total());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldTellWhatARunOfAJobWillDoAndLeaveNothingBehind(TestDatabase kind) throws IOException {
    stop();
    start(kind);
    stage("index.html", "first");
    stage("old.html", "old");
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Files.write(staging.resolve("film.bin"), noise);
    publish();
    stage("index.html", "second");
    stage("news/a.html", "a");
    Files.delete(staging.resolve("old.html"));
    Files.createDirectories(staging.resolve("films"));
    Files.move(staging.resolve("film.bin"), staging.resolve("films/film.bin"));
    noise[150_000]++;
    Files.write(staging.resolve("changed.bin"), noise);

    List<String> before = kept();
    long runs = runs();
    PreviewView preview = preview(OF_THE_JOB);
    assertEquals("READY", preview.status(), preview.problem());
    assertEquals(before, kept());
    assertEquals(runs, runs());
    assertEquals("PUBLISH", preview.kind());
    assertEquals("user ann", preview.startedBy());
    assertEquals(1, preview.changes().baseVersion());
    assertEquals(
        List.of("changed.bin", "films", "news", "news/a.html"),
        paths(preview, "NEW").stream().map(ChangedPathView::path).toList());
    assertTrue(paths(preview, "CHANGED").stream().anyMatch(it -> it.path().equals("index.html")));
    assertEquals(
        List.of("old.html"),
        paths(preview, "REMOVED").stream().map(ChangedPathView::path).toList());
    assertEquals(
        List.of(new ChangedPathView("MOVED", "films/film.bin", "film.bin", 1, 300_000)),
        paths(preview, "MOVED"));
    assertEquals(1, preview.changes().entriesMoved());
    assertEquals(300_000 + "second".length() + 1, preview.changes().contentBytes());
    assertEquals(List.of(), preview.conflicts());
    assertTrue(preview.enough());
    assertEquals(2, preview.needed());
    assertEquals(
        new PreviewServerView(
            "boston-1", "boston", true, "", 1, preview.changes().requiredBytes(), 1L << 40),
        preview.servers().get(0));

    RunView run = publish();
    assertEquals(2, run.summary().version(), "no number was taken");
    long sentBytes = run.plan().assignmentBytes();
    assertTrue(sentBytes < 50_000, "a delta: " + sentBytes);
    assertEquals(sentBytes, preview.changes().assignmentBytes(), 64.0);
    assertEquals(
        "Planned version 2; each server needs " + preview.changes().requiredBytes() + " bytes.",
        run.events().stream()
            .map(it -> it.text())
            .filter(it -> it.startsWith("Planned"))
            .findFirst()
            .orElseThrow());
    assertEquals(List.of(PreviewConflictView.Kind.OUTDATED), conflicts(view(preview.id())));
  }

  @Test
  void shouldSayThatThereIsNothingToDo() throws IOException {
    stage("index.html", "first");
    publish();
    PreviewView preview = preview(OF_THE_JOB);
    assertEquals("NOTHING_TO_DO", preview.status());
    assertEquals(0, preview.changes().entriesChanged());
  }

  @Test
  void shouldNameWhoCannotTakePartAndWhetherTheQuorumWouldBeMet() throws IOException {
    stage("index.html", "first");
    farm.agent("boston-2").freeDiskBytes = 10;
    farm.agent("boston-3").alive = false;
    farm.seconds(2);
    PreviewView preview = preview(OF_THE_JOB);
    assertEquals("READY", preview.status(), preview.problem());
    assertFalse(preview.enough());
    assertEquals(1, preview.able());
    assertTrue(preview.servers().get(1).whyNot().startsWith("has 10 bytes free and needs "));
    assertEquals(10L, preview.servers().get(1).freeDiskBytes());
    assertTrue(preview.servers().get(2).whyNot().startsWith("is down"));
    farm.agent("boston-3").alive = true;
    farm.seconds(2);
    assertTrue(view(preview.id()).enough(), "servers are those of now");
  }

  @Test
  void shouldTellAFullFileSystemApartFromOneThatDoesNotTell() throws IOException {
    stage("index.html", "first");
    farm.agent("boston-2").freeDiskBytes = MemberFacts.FULL_DISK;
    farm.agent("boston-3").freeDiskBytes = 0;
    farm.seconds(2);
    PreviewView preview = preview(OF_THE_JOB);
    assertEquals(2, preview.able());
    PreviewServerView full = preview.servers().get(1);
    assertTrue(full.whyNot().startsWith("has 0 bytes free and needs "), full.whyNot());
    assertEquals(0L, full.freeDiskBytes());
    assertNull(preview.servers().get(2).freeDiskBytes());
  }

  @Test
  void shouldNameTheRunThatHoldsTheSiteAndWhenItSwitches() throws IOException {
    stage("index.html", "first");
    RunOptions later = new RunOptions(false, false, clock.instant().plus(Duration.ofHours(2)));
    UUID run =
        farm.ccm().tx(() -> farm.ccm().get(Runs.class).start(job, later, null, ANN)).summary().id();
    farm.seconds(5);
    assertEquals("STAGED", farm.view(run).summary().phase());
    PreviewConflictView conflict = preview(OF_THE_JOB).conflicts().get(0);
    assertEquals(PreviewConflictView.Kind.RUN, conflict.kind());
    assertEquals(run, conflict.run());
    assertTrue(conflict.text().contains("STAGED"), conflict.text());
    assertTrue(conflict.text().contains("Goes live at " + later.commitAt()), conflict.text());
  }

  @Test
  void shouldSayWhatARollbackWouldChangeAndWhatItKeepsFromBeingPublished() throws IOException {
    stage("index.html", "first");
    publish();
    stage("index.html", "second");
    stage("more.html", "more");
    publish();
    PreviewView back = preview(ofGroup(true, null, null, null));
    assertEquals("READY", back.status(), back.problem());
    assertEquals("ROLLBACK", back.kind());
    assertEquals(1, back.changes().entriesRemoved());
    assertEquals(0, back.changes().contentBytes(), "servers have it");
    assertNull(back.changes().assignmentBytes());
    assertEquals(0, back.needed());

    NewRollback order = new NewRollback(null, "wrong");
    UUID run =
        farm.ccm()
            .tx(() -> farm.ccm().get(ContentOrders.class).rollBack(SITE, GROUP, order, null, ANN))
            .summary()
            .id();
    farm.untilEnded(run);
    PreviewView again = preview(OF_THE_JOB);
    assertEquals(List.of(PreviewConflictView.Kind.PIN), conflicts(again));
    assertTrue(again.conflicts().get(0).text().contains("withdrawn by user ann"));
    assertThrows(Conflict.class, () -> begin(ofGroup(true, null, null, null)), "pinned");
  }

  @Test
  void shouldSayWhatRestoresAndRemovalsWouldChange() throws IOException {
    stage("index.html", "first");
    stage("docs/a.html", "a");
    publish();
    stage("index.html", "second");
    publish();
    PreviewView restore = preview(ofGroup(null, 1L, null, null));
    assertEquals("RESTORE", restore.kind());
    assertTrue(paths(restore, "CHANGED").stream().anyMatch(it -> it.path().equals("index.html")));
    assertTrue(restore.changes().assignmentBytes() > 0);
    PreviewView removal = preview(ofGroup(null, null, List.of("docs/"), null));
    assertEquals("REMOVE", removal.kind());
    assertEquals(
        List.of(new ChangedPathView("REMOVED", "docs", null, 2, 0)), paths(removal, "REMOVED"));
    PreviewView off = preview(ofGroup(null, null, null, true));
    assertEquals("TAKE_OFF", off.kind());
    assertEquals(4, off.changes().entriesRemoved(), "the root too");
    assertEquals(2, farm.ccm().tx(() -> shadowVersion()));
  }

  private long shadowVersion() {
    return farm.ccm().get(ContentGroups.class).view(SITE, GROUP).shadowVersion();
  }

  @Test
  void shouldTellTheMostThatCanTravelWhenTryingWouldTakeLong() throws IOException {
    stage("index.html", "first");
    publish();
    long size = (1L << 30) + 1;
    try (RandomAccessFile film = new RandomAccessFile(staging.resolve("film").toFile(), "rw")) {
      film.setLength(size);
    }
    PreviewView preview = preview(OF_THE_JOB);
    assertEquals("READY", preview.status(), preview.problem());
    assertNull(preview.changes().assignmentBytes());
    assertEquals(size, preview.changes().contentBytes());
    assertTrue(preview.changes().requiredBytes() > size);
  }

  @Test
  void shouldSayWhyAStagingAreaCannotBeTaken() throws IOException {
    Files.createSymbolicLink(staging.resolve("out"), Path.of("/nowhere"));
    PreviewView preview = preview(OF_THE_JOB);
    assertEquals("FAILED", preview.status());
    assertTrue(preview.problem().contains("Staging area \"demo\""), preview.problem());
    assertTrue(preview.problem().contains("absolute"), preview.problem());
  }

  @Test
  void shouldSayThatTheCcmStoppedMeanwhile() throws IOException {
    UUID id = begin(OF_THE_JOB);
    farm.ccm().close();
    farm.restartedAs(new Ccm(database, directory.resolve("data"), clock));
    assertEquals("WORKING", view(id).status());
    clock.advance(Duration.ofSeconds(16));
    PreviewView dead = view(id);
    assertEquals("FAILED", dead.status());
    assertTrue(dead.problem().contains("ask again"), dead.problem());
    farm.ccm().run(() -> farm.ccm().get(PreviewBook.class).failed(id, "late"));
    assertEquals(dead.problem(), view(id).problem(), "who was given up changes nothing");
  }

  @Test
  void shouldMakeFewAtOnceAndForgetThem() throws IOException {
    stage("index.html", "first");
    for (int i = 0; i < 4; i++) {
      begin(OF_THE_JOB);
    }
    assertThrows(Conflict.class, () -> begin(OF_THE_JOB));
    clock.advance(Duration.ofSeconds(16));
    PreviewView preview = preview(OF_THE_JOB);
    clock.advance(Duration.ofHours(23));
    farm.ccm().run(() -> farm.ccm().get(PreviewBook.class).forget());
    assertEquals("READY", view(preview.id()).status());
    clock.advance(Duration.ofHours(2));
    farm.ccm().run(() -> farm.ccm().get(PreviewBook.class).forget());
    assertThrows(NotFound.class, () -> view(preview.id()));
    for (int i = 0; i < 60; i++) {
      UUID id = begin(OF_THE_JOB);
      farm.ccm().run(() -> farm.ccm().get(PreviewBook.class).failed(id, "given up"));
    }
    long kept =
        farm.ccm().tx(() -> farm.ccm().get(Previewing.class).list(PageRequest.first(100)).total());
    assertEquals(50, kept);
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() {
    assertThrows(Invalid.class, () -> begin(ofGroup(null, null, null, null)));
    assertThrows(Invalid.class, () -> begin(ofGroup(true, 1L, null, null)));
    NewPreview ofBoth = new NewPreview("demo", null, null, null, true, null, null, null, null);
    String said = assertThrows(Invalid.class, () -> begin(ofBoth)).getMessage();
    assertTrue(said.contains("a job alone, without any of rollBack, "), said);
    NewPreview ofNoGroup = new NewPreview(null, null, SITE, null, true, null, null, null, null);
    assertEquals("group", assertThrows(Invalid.class, () -> begin(ofNoGroup)).field());
    assertThrows(NotFound.class, () -> begin(NewPreview.ofJob("nobody's")));
    assertThrows(NotFound.class, () -> begin(ofGroup(null, 7L, null, null)));
    assertThrows(Conflict.class, () -> begin(ofGroup(true, null, null, null)), "nothing is live");
    assertThrows(NotFound.class, () -> view(UUID.randomUUID()));
  }
}
