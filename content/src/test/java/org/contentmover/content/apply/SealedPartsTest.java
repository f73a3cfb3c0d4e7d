package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.seal.DataParts;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CM-15: content of which only some files are sealed. */
class SealedPartsTest {
  private static final int LARGE_BYTES = 300_000;

  @TempDir Path directory;
  private final KeyBox box = KeyBox.create();
  private Publisher publisher;
  private SampleTree staging;
  private Server server;
  private ContentInterpreter interpreter;

  @BeforeEach
  void start() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging =
        SampleTree.at(directory.resolve("staging"))
            .file("a.bin", random(1, LARGE_BYTES))
            .file("b.key", random(2, LARGE_BYTES))
            .file("c.bin", random(3, LARGE_BYTES))
            .file("d/e.bin", random(4, LARGE_BYTES))
            .file("f.bin", random(5, LARGE_BYTES));
    server = Server.under(directory.resolve("server"));
    interpreter = open(false);
  }

  @AfterEach
  void stop() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private ContentInterpreter open(boolean wanted) throws Exception {
    return server.open(publisher, new Unsealing(Optional.of(box), wanted));
  }

  private WrittenAssignment write(Manifest base, long version, String... paths) throws Exception {
    Manifest target = publisher.takeIn(staging.root());
    Sealing sealing = new Sealing(new TreeSet<>(List.of(box.address())), List.of(paths));
    return publisher.write(
        publisher.order(AssignmentType.PUBLISH, version - 1, version).sealed(Optional.of(sealing)),
        base,
        target);
  }

  private Manifest publish(Manifest base, long version, String... paths) throws Exception {
    carryOut(write(base, version, paths).file());
    carryOut(publisher.order(AssignmentType.COMMIT, version).file());
    Manifest published = Publisher.scan(staging.root());
    assertEquals(published, server.liveTree());
    return published;
  }

  private void carryOut(Path file) throws Exception {
    AssignmentOutcome outcome = interpreter.carryOut(file);
    assertTrue(outcome.succeeded(), outcome.detail());
  }

  private DataParts parts(WrittenAssignment written) throws Exception {
    try (AssignmentReader reader =
        AssignmentReader.open(written.file(), TrustedKeys.of(publisher.key().publicKey()))) {
      return reader.seal().orElseThrow().dataParts();
    }
  }

  private static byte[] random(long seed, int bytes) {
    byte[] random = new byte[bytes];
    new Random(seed).nextBytes(random);
    return random;
  }

  private static boolean shows(WrittenAssignment written, byte[] content) throws Exception {
    String sample =
        new String(Arrays.copyOfRange(content, 1_000, 1_064), StandardCharsets.ISO_8859_1);
    return Files.readString(written.file(), StandardCharsets.ISO_8859_1).contains(sample);
  }

  @Test
  void shouldShowWhoPassesItOnOnlyWhatIsNotNamed() throws Exception {
    WrittenAssignment written = write(Manifest.EMPTY, 1, "*.key", "d/");

    assertFalse(shows(written, random(2, LARGE_BYTES)), "a name");
    assertFalse(shows(written, random(4, LARGE_BYTES)), "a directory");
    for (int open : new int[] {1, 3, 5}) {
      assertTrue(shows(written, random(open, LARGE_BYTES)), "file " + open);
    }
    assertEquals(2 * LARGE_BYTES, parts(written).sealedBytes());
    String text = Files.readString(written.file(), StandardCharsets.ISO_8859_1);
    assertFalse(text.contains("b.key") || text.contains("c.bin"), "no paths");
  }

  @Test
  void shouldMakeTheSameTreeWhateverIsSealed() throws Exception {
    Manifest base = publish(Manifest.EMPTY, 1, "*.key");
    for (int version = 2; version <= 4; version++) {
      staging
          .file("a.bin", random(10 + version, LARGE_BYTES))
          .file("b.key", random(20 + version, LARGE_BYTES))
          .file("d/new" + version, "small " + version)
          .file("d/also" + version + ".key", "small and secret " + version);
      base = publish(base, version, version % 2 == 0 ? "d/" : "*.key");
    }
  }

  @Test
  void shouldHaveOnlyItsCommandsSealedWhereNothingNamedHasChanged() throws Exception {
    Manifest base = publish(Manifest.EMPTY, 1, "*.key");
    byte[] changed = random(77, LARGE_BYTES);
    staging.file("a.bin", changed);
    WrittenAssignment written = write(base, 2, "*.key");

    assertEquals(0, parts(written).sealedBytes());
    assertTrue(shows(written, changed));
    carryOut(written.file());
  }

  @Test
  void shouldKeepSmallFilesApartThatAreNotNamed() throws Exception {
    Manifest published = Manifest.EMPTY;
    for (int version = 1; version <= 2; version++) {
      for (int i = 0; i < 40; i++) {
        staging.file("d/" + i + (i % 2 == 0 ? ".key" : ".bin"), random(100 * version + i, 5_000));
      }
      WrittenAssignment written = write(published, version, "*.key");
      for (int i = 0; i < 40; i++) {
        assertEquals(
            i % 2 == 1,
            shows(written, random(100 * version + i, 5_000)),
            "file " + i + " of version " + version);
      }
      carryOut(written.file());
      carryOut(publisher.order(AssignmentType.COMMIT, version).file());
      published = Publisher.scan(staging.root());
    }
  }

  /** What is packed over a secret would tell of it by what it does not say. */
  @Test
  void shouldSealWhatIsPackedOverSecretContent() throws Exception {
    Manifest base = publish(Manifest.EMPTY, 1, "*.key");
    byte[] known = random(2, LARGE_BYTES);
    known[5_000]++;
    staging.file("b.key", "").file("b.bin", known);
    WrittenAssignment written = write(base, 2, "*.key");

    assertTrue(parts(written).bytes() < 1_000, "it is a patch: " + parts(written));
    assertTrue(parts(written).areAllSealed(), parts(written)::toString);
    carryOut(written.file());
  }

  /** What an open file brings is no secret, and travels once. */
  @Test
  void shouldMakeASecretFileOfOpenContent() throws Exception {
    byte[] news = random(8, 300_000);
    byte[] one = random(9, 5_000_000);
    byte[] two = random(10, 5_000_000);
    staging.file("one.key", one).file("two.bin", two);
    Manifest base = publish(Manifest.EMPTY, 1, "*.key");
    System.arraycopy(news, 0, one, 1_000_000, news.length);
    System.arraycopy(news, 0, two, 3_000_000, news.length);
    staging.file("one.key", one).file("two.bin", two);
    WrittenAssignment written = write(base, 2, "*.key");

    assertTrue(written.sizeBytes() < news.length + 20_000, written.sizeBytes() + " bytes");
    long sealed = parts(written).sealedBytes();
    assertTrue(sealed > 0 && sealed < 1_000, parts(written)::toString);
    carryOut(written.file());
  }

  @Test
  void shouldSealArchivesAndLargeFiles() throws Exception {
    byte[] news = random(6, 400_000);
    staging
        .file("plans.zip", SampleArchives.ofArchives(0, random(7, 100_000)))
        .file("large.key", random(12, 10_000_000))
        .file("large.bin", random(13, 10_000_000));
    Manifest base = publish(Manifest.EMPTY, 1, "*.key", "plans.zip");
    byte[] large = random(12, 10_000_000);
    System.arraycopy(news, 0, large, 4_000_000, news.length);
    byte[] open = random(13, 10_000_000);
    System.arraycopy(random(14, 400_000), 0, open, 4_000_000, 400_000);
    staging
        .file("plans.zip", SampleArchives.ofArchives(200_000, random(7, 100_000)))
        .file("large.key", large)
        .file("large.bin", open);
    WrittenAssignment written = write(base, 2, "*.key", "plans.zip");

    assertFalse(shows(written, news));
    assertTrue(shows(written, random(14, 400_000)));
    DataParts parts = parts(written);
    assertTrue(parts.sealedBytes() > 600_000, parts::toString);
    assertTrue(parts.bytes() - parts.sealedBytes() < 410_000, parts::toString);
    carryOut(written.file());
    carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  @Test
  void shouldBeStagedWhileItIsReceivedInWhateverOrder() throws Exception {
    for (int i = 0; i < 200; i++) {
      staging.file("d/" + i + (i % 3 == 0 ? ".key" : ".txt"), ("page " + i).repeat(i * 40 + 1));
    }
    WrittenAssignment written = write(Manifest.EMPTY, 1, "*.key");
    for (long seed = 1; seed <= 5; seed++) {
      interpreter.close();
      server = Server.under(directory.resolve("server" + seed));
      interpreter = open(false);
      Arriving arriving = new Arriving(written, directory.resolve("spool" + seed));
      for (int piece : arriving.shuffled(seed)) {
        arriving.arrive(piece);
        interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
      }
      AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
      assertTrue(outcome.succeeded(), "seed " + seed + ": " + outcome.detail());
      carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
      assertEquals(Publisher.scan(staging.root()), server.liveTree(), "seed " + seed);
    }
  }

  /** A plain part is of use to a server before the sealed ones around it have come. */
  @Test
  void shouldStageAPlainPartThatHasCome() throws Exception {
    WrittenAssignment written = write(Manifest.EMPTY, 1, "*.key");
    Arriving arriving = new Arriving(written, directory.resolve("spool"));
    arriving.arriveUpTo(arriving.pieces() / 5 * 2);
    interpreter.prepare(arriving.id(), arriving.file(), arriving::has);

    assertTrue(Files.exists(server.site().early().resolve("a.bin")));
    assertFalse(Files.exists(server.site().early().resolve("f.bin")));
  }

  @Test
  void shouldNotTakeASealedPartForAnother() throws Exception {
    WrittenAssignment written = write(Manifest.EMPTY, 1, "a.bin", "f.bin");
    List<DataParts.Part> sealed =
        parts(written).parts().stream().filter(DataParts.Part::isSealed).toList();
    assertEquals(2, sealed.size(), sealed::toString);
    assertEquals(sealed.get(0).travellingBytes(), sealed.get(1).travellingBytes());
    byte[] bytes = Files.readAllBytes(written.file());
    int data = bytes.length - Math.toIntExact(written.header().dataBytes());
    int length = Math.toIntExact(sealed.get(0).travellingBytes());
    int first = data + Math.toIntExact(sealed.get(0).travelsAt());
    int second = data + Math.toIntExact(sealed.get(1).travelsAt());
    byte[] kept = Arrays.copyOfRange(bytes, first, first + length);
    System.arraycopy(bytes, second, bytes, first, length);
    System.arraycopy(kept, 0, bytes, second, length);
    Files.write(written.file(), bytes);

    AssignmentOutcome outcome = interpreter.carryOut(written.file());

    assertEquals(RefusalReason.CORRUPT, outcome.reason());
    assertTrue(outcome.detail().contains("not what was sealed there"), outcome.detail());
  }

  @Test
  void shouldBeRefusedWhereEverythingIsToBeSealed() throws Exception {
    interpreter.close();
    interpreter = open(true);

    AssignmentOutcome outcome = interpreter.carryOut(write(Manifest.EMPTY, 1, "*.key").file());

    assertEquals(RefusalReason.NOT_SEALED, outcome.reason());
    assertTrue(outcome.detail().contains("only parts of the assignment are"), outcome.detail());
    carryOut(write(Manifest.EMPTY, 1).file());
  }
}
