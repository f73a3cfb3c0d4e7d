package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.Assignments;
import org.contentmover.ccm.version.VersionCatalogue;
import org.contentmover.ccm.version.checkpoint.CheckpointExecution;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Refs;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that scan nothing: an earlier tree again (VC-4), the published one without paths (VC-8). */
class KnownTreeTest {
  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Path staging;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void publishTwice() throws IOException {
    staging = Files.createDirectories(directory.resolve("staging/docs/old"));
    staging = directory.resolve("staging");
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    write("index.html", "first");
    write("docs/index.html", "docs");
    write("docs/old/a.html", "old");
    publish();
    write("index.html", "the second");
    write("new.html", "new");
    publish();
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private void write(String path, String content) throws IOException {
    Files.writeString(staging.resolve(path), content);
  }

  private void publish() {
    assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());
  }

  private RunView ended(Supplier<RunView> order) {
    UUID run = ccm.tx(order).summary().id();
    RunView view = farm.untilEnded(run);
    assertEquals("SUCCEEDED", view.summary().phase(), view.summary().explanation());
    return view;
  }

  private RunView restore(long version) {
    NewRestore order = new NewRestore(version, null, "the second one was a mistake");
    return ended(() -> ccm.get(ContentOrders.class).restore(SITE, GROUP, order, null, ANN));
  }

  private RunView remove(String... paths) {
    NewRemoval order = new NewRemoval(List.of(paths), null, "not allowed");
    return ended(() -> ccm.get(ContentOrders.class).remove(SITE, GROUP, order, null, ANN));
  }

  private Manifest version(long number) {
    return ccm.tx(
        () -> ccm.get(VersionCatalogue.class).manifest(SITE, GROUP, number).orElseThrow());
  }

  private List<String> files(long number) {
    return version(number).entries().stream()
        .filter(ManifestEntry::isFile)
        .map(ManifestEntry::path)
        .toList();
  }

  private long shadow() {
    return ccm.tx(() -> ccm.get(ContentGroups.class).view(SITE, GROUP)).shadowVersion();
  }

  @Test
  void shouldPublishAnEarlierTreeUnderANewNumber() {
    RunView run = restore(1);
    assertEquals("RESTORE", run.summary().kind());
    assertNull(run.summary().job());
    assertEquals("the second one was a mistake", run.summary().reason());
    assertEquals(3, shadow());
    assertEquals(3, farm.agent("boston-1").live);
    assertEquals(version(1).hash(), version(3).hash());
    assertEquals("RESTORE", ccm.tx(() -> ccm.get(Assignments.class).view(run.assignment())).type());
    assertEquals(1, run.plan().entriesRemoved(), "new.html");
  }

  @Test
  void shouldRestoreACheckpointWhoseVersionIsNotKeptAnyMore() throws IOException {
    UUID checkpoint = checkpoint();
    ContentHash tree = version(2).hash();
    for (int i = 3; i <= 6; i++) {
      write("index.html", "version " + "x".repeat(i));
      publish();
    }
    NewRestore order = new NewRestore(null, checkpoint, "the relaunch went wrong");
    RunView run = ended(() -> ccm.get(ContentOrders.class).restore(SITE, GROUP, order, null, ANN));
    assertEquals("RESTORE", run.summary().kind());
    assertEquals(7, farm.agent("boston-1").live);
    assertEquals(tree, version(7).hash());
    NewRestore both = new NewRestore(6L, checkpoint, "which?");
    assertThrows(
        Invalid.class,
        () -> ended(() -> ccm.get(ContentOrders.class).restore(SITE, GROUP, both, null, ANN)));
    NewRestore none = new NewRestore(null, UUID.randomUUID(), "which?");
    assertThrows(
        NotFound.class,
        () -> ended(() -> ccm.get(ContentOrders.class).restore(SITE, GROUP, none, null, ANN)));
  }

  /** Of version 2, and complete. */
  private UUID checkpoint() {
    NewCheckpoint wanted = new NewCheckpoint(SITE, GROUP, "relaunch", null, null);
    UUID id = ccm.tx(() -> ccm.get(Checkpoints.class).create(wanted, ANN)).id();
    CheckpointExecution.executeAll(ccm);
    return id;
  }

  @Test
  void shouldTakeAKeyForTheSameOrderAlone() {
    NewRollback back = new NewRollback(null, "no");
    ContentOrders orders = ccm.get(ContentOrders.class);
    UUID rollback = ccm.tx(() -> orders.rollBack(SITE, GROUP, back, "key-2", ANN)).summary().id();
    assertEquals("SUCCEEDED", farm.untilEnded(rollback).summary().phase());
    assertEquals(
        rollback,
        ccm.tx(() -> orders.rollBack(SITE, GROUP, back, "key-2", ANN)).summary().id(),
        "once, although it has changed what would be withdrawn");

    NewRestore first = new NewRestore(2L, null, "it was none");
    UUID run = restore(first, "key-1");
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
    assertEquals(run, restore(first, "key-1"), "again, after an answer that got lost");
    assertThrows(Conflict.class, () -> restore(new NewRestore(1L, null, "no"), "key-1"));
    assertThrows(
        Conflict.class, () -> ccm.tx(() -> orders.rollBack(SITE, GROUP, back, "key-1", ANN)));
    NewRemoval page = new NewRemoval(List.of("/new.html"), null, "no");
    assertThrows(
        Conflict.class, () -> ccm.tx(() -> orders.remove(SITE, GROUP, page, "key-1", ANN)));
    NewRemoval all = new NewRemoval(null, true, "no");
    assertThrows(Conflict.class, () -> ccm.tx(() -> orders.remove(SITE, GROUP, all, "key-1", ANN)));
  }

  private UUID restore(NewRestore order, String key) {
    return ccm.tx(() -> ccm.get(ContentOrders.class).restore(SITE, GROUP, order, key, ANN))
        .summary()
        .id();
  }

  @Test
  void shouldKeepTheGroupWhileARunWorksOnIt() throws IOException {
    NewContentGroup empty = new NewContentGroup("other", GROUP, Membership.ALL, null, null, null);
    ContentGroups groups = ccm.get(ContentGroups.class);
    UUID checkpoint =
        ccm.tx(
            () -> {
              ccm.get(HostedSites.class).create("other", "", ANN);
              groups.create(empty, ANN);
              NewCheckpoint imported = new NewCheckpoint("other", GROUP, "imported", null, null);
              return ccm.get(Checkpoints.class).ofContent(version(2).hash(), imported, ANN).id();
            });
    CheckpointExecution.executeAll(ccm);
    NewRestore order = new NewRestore(null, checkpoint, "a new home");
    UUID run =
        ccm.tx(() -> ccm.get(ContentOrders.class).restore("other", GROUP, order, null, ANN))
            .summary()
            .id();
    Conflict busy =
        assertThrows(Conflict.class, () -> ccm.run(() -> groups.remove("other", GROUP, ANN)));
    assertTrue(busy.getMessage().contains("A run works on"), busy.getMessage());
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    farm.untilEnded(run);
    ccm.run(() -> groups.remove("other", GROUP, ANN));
  }

  @Test
  void shouldForgetTheContentOfEveryVersionBeyondThoseThatAreKept() throws IOException {
    // Of a time when more were kept.
    Refs refs = ccm.get(ContentStore.class).refs();
    String first = "version/" + SITE + "/" + GROUP + "/1";
    ContentHash tree = refs.get(first).orElseThrow();
    for (int i = 3; i <= 9; i++) {
      write("index.html", "version " + "x".repeat(i));
      publish();
    }
    refs.set(first, tree);
    write("index.html", "the tenth");
    publish();
    assertEquals(
        Set.of(8L, 9L, 10L),
        refs.list("version/" + SITE + "/" + GROUP + "/").keySet().stream()
            .map(name -> Long.parseLong(name.substring(name.lastIndexOf('/') + 1)))
            .collect(Collectors.toSet()));
  }

  @Test
  void shouldSayWhenThatIsWhatIsPublished() {
    RunView run = restore(2);
    assertEquals("Nothing to do: this is what is published.", run.summary().explanation());
    assertEquals(2, shadow());
  }

  @Test
  void shouldBringAServerThatWasAwayToTheRestoredTree() {
    farm.agent("boston-2").alive = false;
    farm.seconds(2);
    restore(1);
    farm.agent("boston-2").alive = true;
    farm.seconds(10);
    assertEquals(3, farm.agent("boston-2").live);
  }

  @Test
  void shouldRestoreEvenWhatWasWithdrawn() {
    NewRollback order = new NewRollback(null, "wrong");
    ended(() -> ccm.get(ContentOrders.class).rollBack(SITE, GROUP, order, null, ANN));
    assertEquals(1, shadow());
    restore(2);
    assertEquals(3, shadow());
    assertEquals(version(2).hash(), version(3).hash());
  }

  @Test
  void shouldNotPublishAgainByItselfWhatWasReplaced() {
    restore(1);
    RunView scheduled = farm.untilEnded(farm.start(job));
    assertEquals("FAILED", scheduled.summary().phase());
    String why = scheduled.summary().explanation();
    assertTrue(why.contains("version 2") && why.contains("was a mistake"), why);
    assertEquals(3, shadow());
  }

  @Test
  void shouldNotPublishAgainByItselfWhatWasRemoved() throws IOException {
    remove("/new.html");
    RunView scheduled = farm.untilEnded(farm.start(job));
    assertEquals("FAILED", scheduled.summary().phase());
    assertTrue(
        scheduled.summary().explanation().contains("not allowed"),
        scheduled.summary().explanation());
    write("index.html", "the third version");
    publish();
    assertTrue(files(4).contains("new.html"), "what stays in the staging area comes with others");
  }

  @Test
  void shouldRefuseToRestoreWhatIsNotKept() throws IOException {
    assertThrows(NotFound.class, () -> restore(7));
    for (int i = 3; i <= 5; i++) {
      write("index.html", "version " + "x".repeat(i));
      publish();
    }
    Conflict gone = assertThrows(Conflict.class, () -> restore(1));
    assertTrue(gone.getMessage().contains("version 1"), gone.getMessage());
  }

  @Test
  void shouldTakeFilesAndDirectoriesOffTheServers() {
    RunView run = remove("/index.html", "docs/old/");
    assertEquals("REMOVE", run.summary().kind());
    assertEquals(List.of("docs/index.html", "new.html"), files(3));
    assertEquals(3, farm.agent("boston-1").live);
    assertEquals(3, run.plan().entriesRemoved());
  }

  @Test
  void shouldTakeOffByNameEverywhere() {
    remove("*.html");
    assertEquals(List.of(), files(3));
  }

  @Test
  void shouldRefuseToRemoveWhatIsNotPublished() {
    Conflict refused = assertThrows(Conflict.class, () -> remove("/docs/odl/", "*.txt"));
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "Nothing is removed: no path of version 2, which is published, matches"
                    + " /docs/odl/ *.txt."),
        refused.getMessage());
    NewPreview order =
        new NewPreview(null, null, SITE, GROUP, null, null, null, List.of("*.txt"), null);
    assertThrows(Conflict.class, () -> ccm.tx(() -> ccm.get(Previewing.class).start(order, ANN)));
    assertEquals(2, shadow());
  }

  @Test
  void shouldRemoveNothingWhenOneOfSeveralPatternsMatchesNothing() {
    Conflict refused =
        assertThrows(
            Conflict.class, () -> remove("/index.html", "/docs/odl/", "new.html", "*.txt"));
    assertTrue(refused.getMessage().contains("matches /docs/odl/ *.txt. "), refused.getMessage());
    assertEquals(2, shadow());
  }

  @Test
  void shouldAnswerAnOrderThatIsRepeatedWithTheRunThatHasRemovedIt() {
    NewRemoval order = new NewRemoval(List.of("/new.html"), null, "not allowed");
    Supplier<UUID> once =
        () -> ccm.get(ContentOrders.class).remove(SITE, GROUP, order, "key", ANN).summary().id();
    UUID run = ccm.tx(once);
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
    assertEquals(run, ccm.tx(once), "it is gone by now");
  }

  @Test
  void shouldFailWhenWhatIsToGoWentBeforeTheRunLooked() {
    NewRemoval page = new NewRemoval(List.of("/new.html"), null, "not allowed");
    ContentOrders orders = ccm.get(ContentOrders.class);
    UUID first = ccm.tx(() -> orders.remove(SITE, GROUP, page, null, ANN)).summary().id();
    clock.advance(Duration.ofMillis(1));
    UUID second = ccm.tx(() -> orders.remove(SITE, GROUP, page, null, ANN)).summary().id();
    assertEquals("SUCCEEDED", farm.untilEnded(first).summary().phase());
    RunView ended = farm.untilEnded(second);
    assertEquals("FAILED", ended.summary().phase());
    assertTrue(
        ended.summary().explanation().startsWith("Nothing was removed: no path"),
        ended.summary().explanation());
  }

  @Test
  void shouldRefuseAnOrderThatSaysNothing() {
    assertThrows(Invalid.class, this::remove);
    assertThrows(Invalid.class, () -> remove("[a"));
    assertThrows(Invalid.class, () -> remove("/"));
  }
}
