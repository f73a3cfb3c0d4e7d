package org.contentmover.content.store;

import static org.contentmover.content.store.StoreTrees.publish;
import static org.contentmover.content.store.StoreTrees.requireComplete;
import static org.contentmover.content.store.StoreTrees.take;
import static org.contentmover.content.store.StoreTrees.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.store.GarbageCollection.Collected;
import org.contentmover.content.store.StoreTrees.Tree;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionTest {
  private static final GarbageCollection.Roots NO_OTHERS = Map::of;

  private static final long SEEDS = 3;

  @TempDir Path directory;

  private final Tree first = tree(1, 2, 3, 4, 7);
  private final Tree kept = tree(8, 28);
  private final Tree second = tree(2, 3, 5, 6, 14);

  private ContentStore open() throws IOException {
    return open(FaultyFileSystem.sound());
  }

  private ContentStore open(FileSystemOps ops) throws IOException {
    return ContentStore.open(directory.resolve("store"), CompressionPolicy.DEFAULT, ops);
  }

  private static boolean has(ContentStore store, int content) {
    return store.contains(ContentHash.sha256(StoreTrees.content(content)));
  }

  private long bytes() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("store"))) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void shouldTakeAwayWhatNothingRefersTo() throws Exception {
    try (ContentStore store = open()) {
      GarbageCollection garbage = new GarbageCollection(store);
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      Collected nothing = garbage.collect(NO_OTHERS);
      assertEquals(0, nothing.contentsDropped());
      assertEquals(0, nothing.bytesFreed());

      store.refs().remove("version/1");
      long before = bytes();
      Collected collected = garbage.collect(NO_OTHERS);
      assertFalse(collected.waits());
      assertEquals(4, collected.contentsDropped(), "1, 4, 7 and the manifest");
      assertEquals(1, collected.packsRewritten());
      assertEquals(1, collected.packsRemoved());
      assertEquals(before - bytes(), collected.bytesFreed());
      assertTrue(collected.bytesFreed() > 75_000, collected.toString());
      assertFalse(has(store, 1));
      assertFalse(store.contains(first.hash()));
      requireComplete(store, second);
    }
    try (ContentStore store = open()) {
      assertFalse(has(store, 1));
      requireComplete(store, second);
    }
  }

  @Test
  void shouldOnlyForgetWhereMostOfAPackIsNeeded() throws Exception {
    try (ContentStore store = open()) {
      publish(store, tree(1, 7, 14), "version/1");
      publish(store, tree(7, 14), "version/2");
      store.refs().remove("version/1");
      Collected collected = new GarbageCollection(store).collect(NO_OTHERS);
      assertEquals(2, collected.contentsDropped());
      assertEquals(0, collected.packsRewritten());
      assertEquals(0, collected.packsRemoved());
    }
    try (ContentStore store = open()) {
      assertFalse(has(store, 1), "forgotten on the disk, too");
      requireComplete(store, tree(7, 14));
    }
  }

  @Test
  void shouldKeepWhatTheCallerKnowsToBeNeeded() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      store.refs().remove("version/1");
      GarbageCollection garbage = new GarbageCollection(store);
      garbage.collect(() -> Map.of("run 7", first.hash()));
      requireComplete(store, first);
      assertEquals(6, garbage.collect(NO_OTHERS).contentsDropped());
      try (Stream<Path> packs = Files.list(directory.resolve("store/packs"))) {
        assertEquals(0, packs.count());
      }
    }
  }

  @Test
  void shouldLeaveEverythingToWhoHoldsIt() throws Exception {
    try (ContentStore store = open()) {
      GarbageCollection garbage = new GarbageCollection(store);
      publish(store, first, "version/1");
      ContentHold hold = store.hold();
      PackedContent place = store.find(ContentHash.sha256(StoreTrees.content(1)));
      store.refs().remove("version/1");
      assertTrue(garbage.collect(NO_OTHERS).waits());
      assertTrue(garbage.collect(NO_OTHERS).waits());
      requireComplete(store, first);
      assertTrue(Files.exists(place.pack()));
      assertFalse(has(store, 1), "but nobody finds it new");
      hold.close();
      assertFalse(garbage.collect(NO_OTHERS).waits());
      assertFalse(Files.exists(place.pack()));
    }
  }

  @Test
  void shouldKeepAPackThatIsReadWhereItLaySinceBeforeItWasWrittenAnew() throws Exception {
    try (ContentStore store = open()) {
      GarbageCollection garbage = new GarbageCollection(store);
      publish(store, first, "version/1");
      publish(store, tree(1), "version/2");
      store.refs().remove("version/1");
      PackedContent place = store.find(ContentHash.sha256(StoreTrees.content(1)));
      // Condemned in one round; who comes then relies on places only.
      ContentHold before = store.hold();
      assertTrue(garbage.collect(NO_OTHERS).waits());
      ContentHold reader = store.hold();
      before.close();
      assertTrue(garbage.collect(NO_OTHERS).waits(), "written anew, the old one still there");
      assertTrue(Files.exists(place.pack()));
      assertFalse(
          place.pack().equals(store.find(ContentHash.sha256(StoreTrees.content(1))).pack()));
      reader.close();
      garbage.collect(NO_OTHERS);
      assertFalse(Files.exists(place.pack()));
      requireComplete(store, tree(1));
    }
  }

  @Test
  void shouldKeepWhatAnIntakeReliedOn() throws Exception {
    try (ContentStore store = open()) {
      GarbageCollection garbage = new GarbageCollection(store);
      publish(store, first, "version/1");
      store.refs().remove("version/1");
      try (Intake intake = store.intake()) {
        take(intake, first);
        assertTrue(garbage.collect(NO_OTHERS).waits());
        intake.finish();
        assertEquals(0, intake.objectsAdded(), "everything was here");
        store.refs().set("version/2", first.hash());
      }
      assertEquals(0, garbage.collect(NO_OTHERS).contentsDropped());
      requireComplete(store, first);
      assertTrue(has(store, 1));
    }
  }

  @Test
  void shouldPardonWhatSomebodyAsksForByName() throws Exception {
    try (ContentStore store = open()) {
      GarbageCollection garbage = new GarbageCollection(store);
      publish(store, first, "version/1");
      store.refs().remove("version/1");
      ContentHold hold = store.hold();
      assertTrue(garbage.collect(NO_OTHERS).waits());
      store.refs().set("checkpoint/1", first.hash());
      hold.close();
      assertEquals(0, garbage.collect(NO_OTHERS).contentsDropped());
      requireComplete(store, first);
      assertTrue(has(store, 1));
    }
  }

  @Test
  void shouldTouchNothingWhenItCannotTellWhatIsNeeded() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      store.refs().remove("version/1");
      PackedContent manifest = store.find(second.hash());
      byte[] bytes = Files.readAllBytes(manifest.pack());
      bytes[(int) manifest.frameOffset() + 20] ^= 1;
      Files.write(manifest.pack(), bytes);
      IOException refused =
          assertThrows(IOException.class, () -> new GarbageCollection(store).collect(NO_OTHERS));
      assertTrue(refused.getMessage().contains("version/2"), refused.getMessage());
      assertTrue(has(store, 1));
    }
  }

  @Test
  void shouldNotCopyDamage() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      store.refs().remove("version/1");
      PackedContent needed = store.find(ContentHash.sha256(StoreTrees.content(3)));
      byte[] bytes = Files.readAllBytes(needed.pack());
      bytes[(int) (needed.frameOffset() + needed.offsetInFrame())] ^= 1;
      Files.write(needed.pack(), bytes);
      Collected collected = new GarbageCollection(store).collect(NO_OTHERS);
      assertEquals(1, collected.damaged().size());
      assertEquals(0, collected.packsRewritten());
      assertTrue(Files.exists(needed.pack()));
    }
  }

  /** Because its disk is broken there, as the manual says. */
  @Test
  void shouldGoOnWithoutAPackThatSomebodyTookAway() throws Exception {
    try (ContentStore store = open()) {
      publish(store, first, "version/1");
      publish(store, second, "version/2");
      store.refs().remove("version/1");
      ContentHash needed = ContentHash.sha256(StoreTrees.content(3));
      Path pack = store.find(needed).pack();
      Files.move(pack.getParent(), directory.resolve("elsewhere"));
      GarbageCollection garbage = new GarbageCollection(store);
      assertEquals(List.of(pack), garbage.collect(NO_OTHERS).damaged());

      new StoreVerification(store).verify((bytes, of) -> {});
      assertFalse(store.contains(needed));
      assertEquals(List.of(), garbage.collect(NO_OTHERS).damaged());
      publish(store, first, "version/1");
      assertEquals(0, garbage.collect(NO_OTHERS).packsRemoved());
      requireComplete(store, first);
    }
  }

  @Test
  void shouldSurviveACrashAtEveryOperation() throws Exception {
    sweep(FaultyFileSystem::crashingAt);
  }

  @Test
  void shouldSurviveLossOfPowerAtEveryOperation() throws Exception {
    sweep(FaultyFileSystem::losingPowerAt);
  }

  /** Names and attributes too, from some moment on: what was synced in the wrong order shows. */
  @Test
  void shouldSurviveLossOfAllThatWasNotSyncedAtEveryOperation() throws Exception {
    for (long seed = 1; seed <= SEEDS; seed++) {
      long it = seed;
      System.out.println("seed " + seed);
      sweep(n -> FaultyFileSystem.losingAllAt(n, it + 31 * n, directory.resolve("kept")));
    }
  }

  @Test
  void shouldSurviveAFailureOfEveryOperation() throws Exception {
    sweep(n -> FaultyFileSystem.failingAt(n, () -> new IOException("No space left on device")));
  }

  private void sweep(LongFunction<FaultyFileSystem> fault) throws Exception {
    boolean reached = true;
    int operation = 0;
    while (reached) {
      operation++;
      Trees.deleteRecursively(FileSystemOps.REAL, directory.resolve("store"));
      try (ContentStore store = open()) {
        publish(store, first, "version/1");
        publish(store, second, "version/2");
        publish(store, tree(1, 7, 22), "version/3");
        publish(store, tree(9, 28), "version/4");
        publish(store, kept, "version/5");
        // One pack is written anew, one forgets some, one goes.
        store.refs().remove("version/4");
        store.refs().remove("version/1");
        store.refs().remove("version/3");
      }
      FaultyFileSystem faulty = fault.apply(operation);
      reached = false;
      try (ContentStore store = open(faulty)) {
        GarbageCollection garbage = new GarbageCollection(store);
        try {
          garbage.collect(NO_OTHERS);
        } catch (IOException e) {
          reached = true;
          requireAllNeeded(store);
          garbage.collect(NO_OTHERS);
          requireAllNeeded(store);
        }
      } catch (SimulatedCrash | IOException e) {
        reached = true;
      } finally {
        faulty.settle();
      }
      try (ContentStore store = open()) {
        requireAllNeeded(store);
        new GarbageCollection(store).collect(NO_OTHERS);
        new GarbageCollection(store).collect(NO_OTHERS);
        requireAllNeeded(store);
        assertFalse(has(store, 1), "after operation " + operation);
        assertFalse(store.contains(first.hash()));
        try (Stream<Path> incoming = Files.list(directory.resolve("store/incoming"))) {
          assertEquals(0, incoming.count());
        }
      }
    }
    assertTrue(operation > 25, "only " + operation + " operations: the sweep does not see them");
  }

  private void requireAllNeeded(ContentStore store) throws IOException {
    assertEquals(second.hash(), store.refs().get("version/2").orElseThrow());
    requireComplete(store, second);
    requireComplete(store, kept);
    assertEquals(second.manifest(), store.manifest(second.hash()));
  }
}
