package org.contentmover.ccm.version.checkpoint;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.checkpoint.view.CheckpointChange;
import org.contentmover.ccm.version.checkpoint.view.CheckpointStatus;
import org.contentmover.ccm.version.checkpoint.view.CheckpointView;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** VC-2, VC-9: checkpoints on a real database and a real store. */
class CheckpointsTest {
  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private DataSource database;
  private Ccm ccm;
  private PublishedContent content;

  @AfterEach
  void stop() {
    if (ccm != null) {
      ccm.close();
    }
  }

  private void start(TestDatabase kind) {
    database = kind.create();
    ccm = new Ccm(database, directory.resolve("data"), clock);
    content = PublishedContent.in(ccm, directory.resolve("staging"));
  }

  private void restart() {
    ccm.close();
    ccm = new Ccm(database, directory.resolve("data"), clock);
  }

  private CheckpointView create(String name) {
    return create(new NewCheckpoint(SITE, GROUP, name, "before the relaunch", null));
  }

  private CheckpointView create(NewCheckpoint request) {
    return ccm.tx(() -> ccm.get(Checkpoints.class).create(request, ANN));
  }

  private CheckpointView made(String name) {
    UUID id = create(name).id();
    CheckpointExecution.executeAll(ccm);
    return view(id);
  }

  private CheckpointView view(UUID id) {
    return ccm.tx(() -> ccm.get(Checkpoints.class).view(id));
  }

  private List<String> names() {
    return ccm
        .tx(() -> ccm.get(Checkpoints.class).list(SITE, GROUP, PageRequest.first(100)))
        .items()
        .stream()
        .map(CheckpointView::name)
        .toList();
  }

  private void remove(UUID id) {
    ccm.run(() -> ccm.get(Checkpoints.class).remove(id, ANN));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldKeepWhatIsPublishedUnderAName(TestDatabase kind) throws IOException {
    start(kind);
    ContentHash manifest = content.publish(Map.of("a.txt", "one", "d/b.txt", "two"));
    CheckpointView begun = create("relaunch");
    assertEquals(CheckpointStatus.CHECKING, begun.status());
    assertEquals(
        manifest,
        ccm.get(ContentStore.class).refs().get("checkpoint/" + begun.id()).orElseThrow(),
        "safe before the job has begun");
    assertEquals(CheckpointWork.Exit.COMPLETE, CheckpointExecution.executeAll(ccm));

    content.publish(Map.of("a.txt", "other"));
    CheckpointView view = view(begun.id());
    assertEquals(CheckpointStatus.COMPLETE, view.status());
    assertEquals("relaunch", view.name());
    assertEquals("before the relaunch", view.note());
    assertEquals("user ann", view.createdBy());
    assertEquals(clock.instant(), view.completedAt());
    assertEquals(1, view.contentVersion());
    assertEquals(2, view.files());
    assertEquals(6, view.bytes());
    assertEquals(4, view.entries());
    assertEquals(4, view.entriesChecked());
    assertEquals(manifest.hex(), view.manifestSha256());
    assertEquals(
        manifest.hex(),
        ccm.tx(() -> ccm.get(CheckpointDirectory.class).keep(view.id())).orElseThrow().manifest());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldRefuseWhatMakesNoSense(TestDatabase kind) {
    start(kind);
    assertThrows(Conflict.class, () -> create("too early"), "nothing is published");
    assertThrows(NotFound.class, () -> create(new NewCheckpoint(SITE, "nobody", null, null, null)));
    content.publish(Map.of("a.txt", "one"));
    create("taken");
    assertThrows(Conflict.class, () -> create("taken"));
    assertThrows(Invalid.class, () -> create("x".repeat(101)));
    assertThrows(Invalid.class, () -> create("a\u0000b"));
    assertThrows(Invalid.class, () -> create(new NewCheckpoint(SITE, null, null, null, null)));
    assertThrows(Invalid.class, () -> create(new NewCheckpoint(null, GROUP, null, null, null)));
    assertEquals(List.of("taken"), names(), "nothing half done");
    assertThrows(NotFound.class, () -> view(UUID.randomUUID()));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldKeepTheNewestAndThePinnedOnes(TestDatabase kind) {
    start(kind);
    content.publish(Map.of("a.txt", "one"));
    ccm.run(() -> ccm.get(HostedSites.class).keepCheckpoints(SITE, 2, null, ANN));
    CheckpointView pinned = made("pinned");
    ccm.run(
        () ->
            ccm.get(Checkpoints.class)
                .change(
                    pinned.id(),
                    new CheckpointChange("pinned", null, true),
                    pinned.revision(),
                    ANN));
    for (int i = 1; i <= 4; i++) {
      clock.advance(Duration.ofMinutes(1));
      assertEquals(CheckpointStatus.COMPLETE, made(null).status());
    }
    assertEquals(List.of("checkpoint 5", "checkpoint 4", "pinned"), names());
    assertTrue(
        ccm.tx(() -> ccm.get(AuditLog.class).list(PageRequest.first(100))).items().stream()
            .anyMatch(
                entry ->
                    entry.action().equals("checkpoint.expire")
                        && entry.subject().contains("checkpoint 3")));
    assertThrows(Conflict.class, () -> remove(pinned.id()));
    assertThrows(
        Outdated.class,
        () ->
            ccm.run(
                () ->
                    ccm.get(Checkpoints.class)
                        .change(
                            pinned.id(),
                            new CheckpointChange("pinned", null, false),
                            pinned.revision(),
                            ANN)));
    assertThrows(
        Invalid.class,
        () -> ccm.run(() -> ccm.get(HostedSites.class).keepCheckpoints(SITE, 0, null, ANN)));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldGoOnAfterACrashAsTheNextAttempt(TestDatabase kind) {
    start(kind);
    content.publish(Map.of("a.txt", "one"));
    UUID id = create("kept").id();
    restart();
    ccm.run(() -> ccm.get(CheckpointBoard.class).takeUp());
    assertEquals(null, CheckpointExecution.executeAll(ccm), "the first attempt may still work");

    clock.advance(Duration.ofSeconds(16));
    ccm.run(() -> ccm.get(CheckpointBoard.class).takeUp());
    assertEquals(
        CheckpointWork.Exit.OVERTAKEN,
        CheckpointExecution.execute(ccm, new CheckpointWanted(id, 1)),
        "should the first one come back");
    assertEquals(CheckpointWork.Exit.COMPLETE, CheckpointExecution.executeAll(ccm));
    assertEquals(CheckpointStatus.COMPLETE, view(id).status());
    assertEquals(
        CheckpointWork.Exit.OVERTAKEN,
        CheckpointExecution.execute(ccm, new CheckpointWanted(id, 2)),
        "a repetition");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldStopWhenItIsRemovedMeanwhile(TestDatabase kind) {
    start(kind);
    content.publish(Map.of("a.txt", "one"));
    remove(create("mistake").id());
    assertEquals(CheckpointWork.Exit.OVERTAKEN, CheckpointExecution.executeAll(ccm));
    assertEquals(List.of(), names());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldNameContentTheStoreHasLost(TestDatabase kind) throws IOException {
    start(kind);
    content.publish(Map.of("d/a.txt", "one"));
    content.publish(Map.of("d/a.txt", "one", "d/b.txt", "two"));
    // The second publish has a pack of its own, with b.txt and the manifest; the first is lost.
    Path packs = directory.resolve("data/store/packs");
    Path lost =
        ccm.get(ContentStore.class)
            .find(ContentHash.sha256("one".getBytes(StandardCharsets.UTF_8)))
            .pack()
            .getParent();
    assertTrue(lost.startsWith(packs));
    ccm.close();
    Files.delete(lost.resolve("index"));
    Files.delete(lost.resolve("pack"));
    Files.delete(lost);
    ccm = new Ccm(database, directory.resolve("data"), clock);
    CheckpointView view = made("incomplete");
    assertEquals(CheckpointStatus.FAILED, view.status());
    assertTrue(view.problem().contains("\"d/a.txt\""), view.problem());
    assertFalse(ccm.tx(() -> ccm.get(CheckpointDirectory.class).keep(view.id())).isPresent());
  }
}
