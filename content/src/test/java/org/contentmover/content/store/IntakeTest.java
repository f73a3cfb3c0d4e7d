package org.contentmover.content.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.contentmover.content.assignment.AssignmentDraft;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scan, content and assignment in one go. */
class IntakeTest {
  @TempDir Path directory;
  private SampleTree tree;
  private ContentStore store;

  @BeforeEach
  void open() throws Exception {
    byte[] large = new byte[5_000_000];
    new Random(3).nextBytes(large);
    tree =
        SampleTree.at(directory.resolve("staging"))
            .file("a.txt", "a".repeat(10_000))
            .file("copy/of-a.txt", "a".repeat(10_000))
            .file("b.jpg", "b".repeat(10_000))
            .file("c.jpg", "c")
            .file("movie.mp4", large)
            .file("log.txt", "line\n".repeat(1_000_000))
            .file("empty", "");
    store =
        ContentStore.open(
            directory.resolve("store"), CompressionPolicy.DEFAULT, FaultyFileSystem.sound());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  /** What a name does not tell, a look at the content does (CM-4). */
  @Test
  void shouldKeepAsItIsWhatCompressingMakesNoSmaller() throws Exception {
    byte[] noise = new byte[6_000_000];
    new Random(4).nextBytes(noise);
    byte[] halfNoise = noise.clone();
    Arrays.fill(halfNoise, 0, halfNoise.length / 2, (byte) 'a');
    tree.file("disk.img", noise)
        .file("small.img", Arrays.copyOf(noise, 400_000))
        .file("half.img", halfNoise);
    Manifest manifest = publish(ScanIndex.EMPTY).manifest();
    assertEquals(Packing.STORED, packing(manifest, "disk.img"));
    assertEquals(Packing.STORED, packing(manifest, "small.img"));
    assertEquals(Packing.ZSTD, packing(manifest, "half.img"));
    assertEquals(Packing.ZSTD, packing(manifest, "log.txt"));
    for (String path : List.of("disk.img", "small.img", "half.img")) {
      try (InputStream in = store.read(manifest.find(path).orElseThrow().sha256())) {
        assertArrayEquals(Files.readAllBytes(tree.root().resolve(path)), in.readAllBytes());
      }
    }
  }

  /** A large content whose size nothing else has is read once, any other may be known (CM-2). */
  @Test
  void shouldWriteALargeContentOnceHoweverOftenItIsThere() throws Exception {
    byte[] large = new byte[5_000_000];
    new Random(5).nextBytes(large);
    byte[] asLarge = large.clone();
    asLarge[4_000_000] ^= 1;
    tree.file("a.bin", large);
    requireComplete(store, publish(ScanIndex.EMPTY).manifest(), tree.root());
    long before = store.size().packBytes();
    tree.file("b.bin", large).file("c.bin", asLarge).file("d.bin", asLarge);
    requireComplete(store, publish(ScanIndex.EMPTY).manifest(), tree.root());
    long added = store.size().packBytes() - before;
    assertTrue(added >= 5_000_000 && added < 5_100_000, "added " + added);
  }

  private Packing packing(Manifest manifest, String path) throws IOException {
    return store.find(manifest.find(path).orElseThrow().sha256()).packing();
  }

  private ScanResult scan(Intake intake, ScanIndex index) throws ScanFailure, IOException {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    return new TreeScanner(later).scan(tree.root(), ScanRules.EVERYTHING, index, intake);
  }

  private ScanResult publish(ScanIndex index) throws Exception {
    try (Intake intake = store.intake()) {
      ScanResult result = scan(intake, index);
      intake.add(result.manifest());
      intake.finish();
      return result;
    }
  }

  private static void requireComplete(ContentStore store, Manifest manifest, Path root)
      throws IOException {
    assertEquals(manifest, store.manifest(manifest.hash()));
    for (ManifestEntry entry : manifest) {
      if (entry.isFile()) {
        try (InputStream in = store.read(entry.sha256())) {
          assertArrayEquals(
              Files.readAllBytes(root.resolve(entry.path())), in.readAllBytes(), entry.path());
        }
      }
    }
  }

  private long packs() throws IOException {
    try (Stream<Path> all = Files.list(directory.resolve("store/packs"))) {
      return all.count();
    }
  }

  @Test
  void shouldTakeInWhatIsScanned() throws Exception {
    ScanResult result = publish(ScanIndex.EMPTY);
    assertEquals(Publisher.scan(tree.root()), result.manifest());
    requireComplete(store, result.manifest(), tree.root());
    assertEquals(1, packs());
    store.close();
    store = ContentStore.open(directory.resolve("store"));
    requireComplete(store, result.manifest(), tree.root());
  }

  @Test
  void shouldReadNothingThatIsKnownAndHere() throws Exception {
    ScanIndex index = publish(ScanIndex.EMPTY).index();
    assertEquals(0, publish(index).filesHashed());
    assertEquals(1, packs());
    tree.file("new.txt", "new");
    assertEquals(1, publish(index).filesHashed());
    requireComplete(store, Publisher.scan(tree.root()), tree.root());
  }

  /** A scan that was remembered, and whose content never became part of the store. */
  @Test
  void shouldReadWhatIsKnownAndNotHere() throws Exception {
    ScanIndex index;
    try (Intake given = store.intake()) {
      index = scan(given, ScanIndex.EMPTY).index();
    }
    assertEquals(0, packs());
    ScanResult again = publish(index);
    assertEquals(7, again.filesHashed());
    requireComplete(store, again.manifest(), tree.root());
  }

  @Test
  void shouldWriteAnAssignmentBeforeAnythingIsDurable() throws Exception {
    SigningKey key = SigningKey.generate();
    try (Publisher orders = new Publisher(directory.resolve("orders"));
        Intake intake = store.intake()) {
      Manifest target = scan(intake, ScanIndex.EMPTY).manifest();
      Path file = directory.resolve("x.assignment");
      AssignmentDraft draft =
          new AssignmentWriter(store, key, DeltaProfile.DEFAULT)
              .draft(file, orders.order(AssignmentType.PUBLISH, 0, 1), Manifest.EMPTY, target);
      assertTrue(Files.exists(draft.file()));
      assertFalse(Files.exists(file));
      byte[] sent = Files.readAllBytes(draft.file());
      intake.add(target);
      intake.finish();
      WrittenAssignment written = draft.keep();
      assertArrayEquals(sent, Files.readAllBytes(file));
      assertEquals(sent.length, written.sizeBytes());
      AssignmentReader.open(file, TrustedKeys.of(key.publicKey())).close();
      requireComplete(store, target, tree.root());
    }
  }

  @Test
  void shouldForgetThePackOfAPublishThatAddedNothing() throws Exception {
    ScanIndex index = publish(ScanIndex.EMPTY).index();
    Path pack;
    try (Intake intake = store.intake()) {
      try (Stream<Path> incoming = Files.list(directory.resolve("store/incoming"))) {
        pack = incoming.findFirst().orElseThrow().resolve(PackWriter.PACK);
      }
      intake.add(scan(intake, index).manifest());
      intake.finish();
      assertEquals(0, intake.objectsAdded());
    }
    assertFalse(Files.exists(pack.getParent()));
    assertFalse(store.takeFresh(pack));
  }

  /** What is wrong then is not the tree. */
  @Test
  void shouldLetFailuresOfItsOwnDiskPassWhenItIsFull() throws Exception {
    boolean reached = true;
    for (long operation = 1; reached; operation++) {
      FaultyFileSystem disk =
          FaultyFileSystem.failingAt(operation, () -> new IOException("No space left on device"));
      Path root = directory.resolve("full-" + operation);
      try (ContentStore full = ContentStore.open(root, CompressionPolicy.DEFAULT, disk);
          Intake intake = full.intake()) {
        scan(intake, ScanIndex.EMPTY);
        reached = disk.hasFailed();
        assertFalse(reached, "the failure of operation " + operation + " was swallowed");
      } catch (IOException e) {
        assertEquals("No space left on device", e.getMessage());
      }
    }
  }

  @Test
  void shouldLeaveNothingOfAnAssignmentThatCannotBeWritten() throws Exception {
    Manifest target = publish(ScanIndex.EMPTY).manifest();
    Path pack = store.find(target.find("movie.mp4").orElseThrow().sha256()).pack();
    try (FileChannel cut = FileChannel.open(pack, StandardOpenOption.WRITE)) {
      cut.truncate(cut.size() / 2);
    }
    requireNoAssignment(target, directory.resolve("x.assignment"));
  }

  @Test
  void shouldLeaveNothingOfAnAssignmentThatCannotGetItsName() throws Exception {
    Manifest target = publish(ScanIndex.EMPTY).manifest();
    Path file = directory.resolve("x.assignment");
    Files.createDirectories(file.resolve("in the way"));
    requireNoAssignment(target, file);
  }

  private void requireNoAssignment(Manifest target, Path file) throws Exception {
    try (Publisher orders = new Publisher(directory.resolve("orders"))) {
      AssignmentWriter writer =
          new AssignmentWriter(store, SigningKey.generate(), DeltaProfile.DEFAULT);
      assertThrows(
          IOException.class,
          () ->
              writer.write(
                  file, orders.order(AssignmentType.PUBLISH, 0, 1), Manifest.EMPTY, target));
    }
    try (Stream<Path> all = Files.list(directory)) {
      assertEquals(
          List.of(), all.filter(path -> path.toString().contains("x.assignment~")).toList());
    }
  }

  /** Frames of a pack are taken over as they are; of a damaged one nothing is signed. */
  @Test
  void shouldNotSignWhatTheDiskDamaged() throws Exception {
    Manifest target = publish(ScanIndex.EMPTY).manifest();
    Path pack = store.find(target.find("movie.mp4").orElseThrow().sha256()).pack();
    store.close();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    Files.write(pack, bytes);
    store = ContentStore.open(directory.resolve("store"));
    try (Publisher orders = new Publisher(directory.resolve("orders"))) {
      AssignmentWriter writer =
          new AssignmentWriter(store, SigningKey.generate(), DeltaProfile.DEFAULT);
      assertThrows(
          IOException.class,
          () ->
              writer.write(
                  directory.resolve("x.assignment"),
                  orders.order(AssignmentType.PUBLISH, 0, 1),
                  Manifest.EMPTY,
                  target));
    }
  }
}
