package org.contentmover.content.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  private static final String SHADOW = "shadow/www.example.com/all";

  @TempDir Path directory;
  private SampleTree tree;

  @BeforeEach
  void makeTree() {
    tree =
        SampleTree.at(directory.resolve("staging"))
            .file("a.txt", "a".repeat(10_000))
            .file("copy/of-a.txt", "a".repeat(10_000))
            .file("b.jpg", "b".repeat(10_000))
            .file("empty", "");
  }

  private ContentStore open() throws IOException {
    return ContentStore.open(directory.resolve("store"));
  }

  private ContentStore open(FileSystemOps ops) throws IOException {
    return ContentStore.open(directory.resolve("store"), CompressionPolicy.DEFAULT, ops);
  }

  private static void requireComplete(ContentStore store, Manifest manifest) throws IOException {
    for (ManifestEntry entry : manifest) {
      if (entry.isFile()) {
        try (InputStream in = store.read(entry.sha256())) {
          assertEquals(entry.sizeBytes(), in.readAllBytes().length);
        }
      }
    }
  }

  private long files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("store").resolve(name))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void shouldKeepEachContentOncePackedByType() throws Exception {
    try (ContentStore store = open()) {
      Manifest manifest = taken(store);
      assertEquals(4, store.size().contents(), "a, b, the empty file and the manifest");
      ContentHash a = manifest.find("a.txt").orElseThrow().sha256();
      ContentHash b = manifest.find("b.jpg").orElseThrow().sha256();
      assertEquals(Packing.ZSTD, store.find(a).packing());
      assertTrue(store.find(a).frameBytes() < 100);
      assertEquals(Packing.STORED, store.find(b).packing());
      assertEquals(10_000, store.find(b).frameBytes());
      requireComplete(store, manifest);
      assertEquals(manifest, store.manifest(manifest.hash()));
      assertEquals(0, files("incoming"));
    }
  }

  @Test
  void shouldWriteNothingThatIsHereAlready() throws Exception {
    try (ContentStore store = open()) {
      taken(store);
      long before = store.size().packBytes();
      tree.file("new.txt", "new");
      taken(store);
      assertEquals(6, store.size().contents(), "another file, another manifest");
      assertTrue(store.size().packBytes() - before < 1_000, store.size().toString());
    }
  }

  @Test
  void shouldNoticeDamageWhenItReads() throws Exception {
    Manifest manifest = Publisher.scan(tree.root());
    ContentHash b = manifest.find("b.jpg").orElseThrow().sha256();
    ContentHash a = manifest.find("a.txt").orElseThrow().sha256();
    try (ContentStore store = open()) {
      taken(store);
      for (ContentHash hash : new ContentHash[] {a, b}) {
        PackedContent content = store.find(hash);
        byte[] bytes = Files.readAllBytes(content.pack());
        int at = (int) (content.frameOffset() + content.frameBytes() / 2);
        bytes[at] = (byte) (bytes[at] ^ 1);
        Files.write(content.pack(), bytes);
        assertThrows(
            IOException.class,
            () -> {
              try (InputStream in = store.read(hash)) {
                in.readAllBytes();
              }
            });
      }
    }
  }

  @Test
  void shouldLetOneProcessInAtATime() throws Exception {
    try (ContentStore store = open()) {
      assertFalse(store.contains(ContentHash.OF_NOTHING));
      assertThrows(IOException.class, this::open);
    }
    open().close();
  }

  @Test
  void shouldPointNamesToTrees() throws Exception {
    Manifest manifest = Publisher.scan(tree.root());
    try (ContentStore store = open()) {
      Refs refs = store.refs();
      assertTrue(refs.get(SHADOW).isEmpty());
      taken(store);
      refs.set(SHADOW, manifest.hash());
      refs.set("version/1", manifest.hash());
      assertEquals(manifest.hash(), refs.get(SHADOW).orElseThrow());
      assertEquals(Map.of(SHADOW, manifest.hash()), refs.list("shadow/"));
      assertEquals(2, refs.list("").size());
      refs.set(SHADOW, Manifest.EMPTY.hash());
      assertEquals(Manifest.EMPTY, store.manifest(refs.get(SHADOW).orElseThrow()));
      refs.remove(SHADOW);
      refs.remove(SHADOW);
      assertTrue(refs.get(SHADOW).isEmpty());
    }
  }

  @Test
  void shouldRefuseReferencesThatLeadNowhere() throws Exception {
    try (ContentStore store = open()) {
      Refs refs = store.refs();
      ContentHash unknown = ContentHash.sha256(new byte[] {9});
      assertThrows(IOException.class, () -> refs.set(SHADOW, unknown));
      for (String name :
          new String[] {"", "/x", "../x", "x/..", "X", "a//b", "a/", ".a", "a~new"}) {
        assertThrows(IllegalArgumentException.class, () -> refs.get(name), name);
      }
    }
  }

  /** VC-1: never wrong after a crash at any point. */
  @Test
  void shouldSurviveACrashAtEveryOperation() throws Exception {
    sweep(FaultyFileSystem::crashingAt);
  }

  @Test
  void shouldSurviveLossOfPowerAtEveryOperation() throws Exception {
    sweep(FaultyFileSystem::losingPowerAt);
  }

  /** Names too are lost that were not synced, and what was written is cut anywhere or zeros. */
  @Test
  void shouldSurviveLossOfAllThatWasNotSyncedAtEveryOperation() throws Exception {
    for (long variant = 0; variant < 8; variant++) {
      long seed = Long.getLong("tests.seed", 1) * 1_000_003 + variant * 1_009;
      System.out.println("crash sweep of the store, seed " + seed);
      sweep(n -> FaultyFileSystem.losingAllAt(n, seed + n, directory.resolve("kept")));
      tree.file("a.txt", "a".repeat(10_000)).delete("c/new.txt");
    }
  }

  private void sweep(LongFunction<FaultyFileSystem> fault) throws Exception {
    tree.file("a.txt", "changed").file("c/new.txt", "new");
    Manifest second = Publisher.scan(tree.root());
    SampleTree old =
        SampleTree.at(directory.resolve("old"))
            .file("a.txt", "a".repeat(10_000))
            .file("copy/of-a.txt", "a".repeat(10_000))
            .file("b.jpg", "b".repeat(10_000))
            .file("empty", "");
    Manifest first = Publisher.scan(old.root());
    boolean crashed = true;
    int crash = 0;
    while (crashed) {
      crash++;
      Trees.deleteRecursively(FileSystemOps.REAL, directory.resolve("store"));
      publish(FaultyFileSystem.sound(), old);
      crashed = false;
      FaultyFileSystem faulty = fault.apply(crash);
      try {
        publish(faulty, tree);
      } catch (SimulatedCrash e) {
        crashed = true;
      } finally {
        faulty.settle();
      }
      try (ContentStore store = open(FaultyFileSystem.sound())) {
        ContentHash shadow = store.refs().get(SHADOW).orElseThrow();
        assertTrue(shadow.equals(first.hash()) || shadow.equals(second.hash()));
        requireComplete(store, store.manifest(shadow));
        assertEquals(0, files("incoming"), "after a crash at operation " + crash);
      }
      publish(FaultyFileSystem.sound(), tree);
      try (ContentStore store = open(FaultyFileSystem.sound())) {
        assertEquals(second.hash(), store.refs().get(SHADOW).orElseThrow());
        requireComplete(store, second);
        assertEquals(Map.of(SHADOW, second.hash()), store.refs().list(""));
      }
    }
    assertTrue(crash > 15, "only " + crash + " operations: the sweep does not see them");
  }

  private Manifest taken(ContentStore store) throws Exception {
    return taken(store, tree);
  }

  private static Manifest taken(ContentStore store, SampleTree tree) throws Exception {
    return new TreeScanner(Clock.systemUTC()).takeOnce(tree.root(), store);
  }

  private void publish(FileSystemOps ops, SampleTree tree) throws Exception {
    try (ContentStore store = open(ops)) {
      store.refs().set(SHADOW, taken(store, tree).hash());
    }
  }

  @Test
  void shouldSkipNothingWhenAStreamIsSkipped() throws Exception {
    Manifest manifest = Publisher.scan(tree.root());
    try (ContentStore store = open()) {
      taken(store);
      ContentHash a = manifest.find("a.txt").orElseThrow().sha256();
      try (InputStream in = store.read(a)) {
        in.skipNBytes(9_999);
        assertArrayEquals(new byte[] {'a'}, in.readAllBytes());
      }
    }
  }
}
