package org.contentmover.ccm.version.store;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.VersionCatalogue;
import org.contentmover.ccm.version.checkpoint.CheckpointExecution;
import org.contentmover.ccm.version.checkpoint.Checkpoints;
import org.contentmover.ccm.version.checkpoint.view.NewCheckpoint;
import org.contentmover.ccm.version.store.view.StoreCollectionView;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the CCM keeps, and what it takes away, on a real database and a real store. */
class StoreCareTest {
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

  private StoreCollectionView collect() {
    UUID id = ccm.tx(() -> ccm.get(StoreCare.class).collect(ANN)).id();
    CheckpointExecution.executeAll(ccm);
    ccm.run(() -> ccm.get(CollectionWork.class).collect(id));
    StoreCollectionView view = ccm.tx(() -> ccm.get(StoreCare.class).collection(id));
    assertNotNull(view.endedAt());
    return view;
  }

  /** Four of them; the first is not kept as a version any more ({@code versions.kept} is 3). */
  private ContentHash publishOneAndForgetIt() {
    ContentHash first = content.publish(Map.of("a.txt", "first"));
    for (int i = 2; i <= 4; i++) {
      content.publish(Map.of("a.txt", "content " + i));
    }
    return first;
  }

  private boolean has(ContentHash hash) {
    return ccm.get(ContentStore.class).contains(hash);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldTakeAwayVersionsThatAreNotKept(TestDatabase kind) {
    start(kind);
    ContentHash first = publishOneAndForgetIt();
    StoreCollectionView collected = collect();
    assertEquals("", collected.problem());
    assertFalse(collected.waits());
    assertEquals(2, collected.contentsDropped(), "a file and the list of files");
    assertEquals(1, collected.packsRemoved());
    assertTrue(collected.bytesFreed() > 0);
    assertEquals("user ann", collected.startedBy());
    assertFalse(has(first));
    assertEquals(
        6, ccm.tx(() -> ccm.get(StoreCare.class).size()).contents(), "three versions are kept");
    VersionCatalogue versions = ccm.get(VersionCatalogue.class);
    assertFalse(ccm.tx(() -> versions.manifest(SITE, GROUP, 1)).isPresent());
    assertTrue(ccm.tx(() -> versions.manifest(SITE, GROUP, 2)).isPresent());
    assertEquals(
        1, ccm.tx(() -> ccm.get(StoreCare.class).collections(PageRequest.first(10))).total());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldKeepACheckpointUntilItIsRemoved(TestDatabase kind) {
    start(kind);
    ContentHash first = content.publish(Map.of("a.txt", "first"));
    UUID checkpoint =
        ccm.tx(
                () ->
                    ccm.get(Checkpoints.class)
                        .create(new NewCheckpoint(SITE, GROUP, "kept", null, null), ANN))
            .id();
    publishOneAndForgetIt();
    collect();
    assertTrue(has(first));

    ccm.run(() -> ccm.get(Checkpoints.class).remove(checkpoint, ANN));
    collect();
    assertFalse(has(first));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldSayThatACollectionEndedWithItsProcess(TestDatabase kind) {
    start(kind);
    content.publish(Map.of("a.txt", "first"));
    UUID lost = ccm.tx(() -> ccm.get(StoreCare.class).collect(ANN)).id();
    assertEquals(
        lost,
        ccm.tx(() -> ccm.get(StoreCare.class).collect(ANN)).id(),
        "one that goes on is answered");
    ccm.close();
    ccm = new Ccm(database, directory.resolve("data"), clock);
    StoreCollectionView next = collect();
    assertEquals("", next.problem());
    StoreCollectionView abandoned = ccm.tx(() -> ccm.get(StoreCare.class).collection(lost));
    assertTrue(abandoned.problem().contains("stopped"), abandoned.problem());
  }
}
