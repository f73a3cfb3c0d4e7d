package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.seal.SealedSections;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CM-5: content that only the members of its content group can read. */
class SealedSiteTest {
  private static final String MARKER = "nobody else is to read this";

  @TempDir Path directory;
  private final KeyBox box = KeyBox.create();
  private final KeyBox other = KeyBox.create();
  private Publisher publisher;
  private SampleTree staging;

  @BeforeEach
  void start() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    byte[] large = new byte[700_000];
    new Random(7).nextBytes(large);
    staging =
        SampleTree.at(directory.resolve("staging"))
            .file("secret-plans.txt", MARKER)
            .file("large.bin", large)
            .file("empty", "")
            .directory("d");
  }

  @AfterEach
  void stop() throws Exception {
    publisher.close();
  }

  private WrittenAssignment sealed(Manifest base, long baseVersion, long version, KeyBox... boxes)
      throws Exception {
    Manifest target = publisher.takeIn(staging.root());
    SortedSet<String> addresses = new TreeSet<>();
    for (KeyBox it : boxes) {
      addresses.add(it.address());
    }
    return publisher.write(
        publisher
            .order(AssignmentType.PUBLISH, baseVersion, version)
            .sealed(Optional.of(new Sealing(addresses, List.of()))),
        base,
        target);
  }

  private Unsealing with(KeyBox opening) {
    return new Unsealing(Optional.of(opening), true);
  }

  @Test
  void shouldMakeTheSameTreeOnEveryMember() throws Exception {
    Server one = Server.under(directory.resolve("one"));
    Server two = Server.under(directory.resolve("two"));
    try (ContentInterpreter first = one.open(publisher, with(box));
        ContentInterpreter second = two.open(publisher, with(other))) {
      Manifest base = Manifest.EMPTY;
      for (int version = 1; version <= 3; version++) {
        staging.file("secret-plans.txt", MARKER.repeat(version)).file("v" + version, MARKER);
        WrittenAssignment content = sealed(base, version - 1, version, box, other);
        WrittenAssignment commit = publisher.order(AssignmentType.COMMIT, version);
        for (ContentInterpreter it : List.of(first, second)) {
          for (WrittenAssignment written : List.of(content, commit)) {
            AssignmentOutcome outcome = it.carryOut(written.file());
            assertTrue(outcome.succeeded(), outcome.detail());
          }
        }
        base = Publisher.scan(staging.root());
        assertEquals(base, one.liveTree());
        assertEquals(base, two.liveTree());
      }
    }
  }

  /** What is new in both of two groups travels in the first, and is put aside where it is open. */
  @Test
  void shouldMakeContentOfContentThatCameBefore() throws Exception {
    byte[] news = random(8, 300_000);
    byte[] one = random(9, 5_000_000);
    byte[] two = random(10, 5_000_000);
    staging.file("one.bin", one).file("two.bin", two);
    Server server = Server.under(directory.resolve("server"));
    try (ContentInterpreter interpreter = server.open(publisher, with(box))) {
      Manifest base = Publisher.scan(staging.root());
      carryOut(interpreter, sealed(Manifest.EMPTY, 0, 1, box), 1);
      System.arraycopy(news, 0, one, 1_000_000, news.length);
      System.arraycopy(news, 0, two, 3_000_000, news.length);
      staging.file("one.bin", one).file("two.bin", two);
      WrittenAssignment changed = sealed(base, 1, 2, box);
      assertTrue(changed.sizeBytes() < news.length + 20_000, changed.sizeBytes() + " bytes");
      carryOut(interpreter, changed, 2);
      assertEquals(Publisher.scan(staging.root()), server.liveTree());
    }
  }

  private void carryOut(ContentInterpreter interpreter, WrittenAssignment content, int version)
      throws Exception {
    for (WrittenAssignment it : List.of(content, publisher.order(AssignmentType.COMMIT, version))) {
      AssignmentOutcome outcome = interpreter.carryOut(it.file());
      assertTrue(outcome.succeeded(), outcome.detail());
    }
  }

  private static byte[] random(long seed, int bytes) {
    byte[] random = new byte[bytes];
    new Random(seed).nextBytes(random);
    return random;
  }

  @Test
  void shouldShowNothingToWhoPassesItOn() throws Exception {
    String random = text(directory.resolve("staging/large.bin")).substring(0, 64);
    String plain = text(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    String sealed = text(sealed(Manifest.EMPTY, 0, 1, box).file());

    assertTrue(plain.contains(random), "what cannot be compressed is seen where it is plain");
    assertFalse(sealed.contains(random));
    assertFalse(sealed.contains("secret-plans"));
    assertTrue(sealed.contains(Publisher.SITE.value()), "the header is for everybody");
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldBeLittleLongerThanPlain() throws Exception {
    WrittenAssignment plain = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    WrittenAssignment sealed = sealed(Manifest.EMPTY, 0, 1, box);

    long data = SealedSections.sealedBytes(plain.header().dataBytes());
    assertEquals(data, sealed.header().dataBytes());
    assertTrue(
        sealed.sizeBytes() - plain.sizeBytes() < 500,
        (sealed.sizeBytes() - plain.sizeBytes()) + " bytes more");
  }

  @Test
  void shouldBeStagedWhileItIsReceivedInWhateverOrder() throws Exception {
    for (int i = 0; i < 300; i++) {
      staging.file("d/" + i, (MARKER + i).repeat(i + 1));
    }
    WrittenAssignment written = sealed(Manifest.EMPTY, 0, 1, box);
    for (long seed = 1; seed <= 5; seed++) {
      Server server = Server.under(directory.resolve("server" + seed));
      try (ContentInterpreter interpreter = server.open(publisher, with(box))) {
        Arriving arriving = new Arriving(written, directory.resolve("spool" + seed));
        for (int piece : arriving.shuffled(seed)) {
          arriving.arrive(piece);
          interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
        }
        AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
        assertTrue(outcome.succeeded(), "seed " + seed + ": " + outcome.detail());
        interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
        assertEquals(Publisher.scan(staging.root()), server.liveTree(), "seed " + seed);
      }
    }
  }

  @Test
  void shouldTakeWhatHasNoData() throws Exception {
    staging = SampleTree.at(directory.resolve("bare")).file("empty", "").directory("d");
    WrittenAssignment written = sealed(Manifest.EMPTY, 0, 1, box);
    Server server = Server.under(directory.resolve("server"));
    try (ContentInterpreter interpreter = server.open(publisher, with(box))) {
      assertTrue(interpreter.carryOut(written.file()).succeeded());
    }
    assertEquals(0, written.header().dataBytes());
  }

  @Test
  void shouldTellAServerThatItIsNotAmongThoseItIsFor() throws Exception {
    WrittenAssignment written = sealed(Manifest.EMPTY, 0, 1, other);
    Server server = Server.under(directory.resolve("server"));
    try (ContentInterpreter interpreter = server.open(publisher, with(box))) {
      AssignmentOutcome outcome = interpreter.carryOut(written.file());

      assertEquals(RefusalReason.SEALED_FOR_OTHERS, outcome.reason());
      assertTrue(outcome.detail().contains(box.address()), outcome.detail());
      assertTrue(outcome.detail().contains("synchronized"), outcome.detail());
    }
  }

  /** What is new travels once, sealed, and the second archive is made of it (CM-3). */
  @Test
  void shouldMakeArchivesOfContentThatCameBefore() throws Exception {
    byte[] same = new byte[6_000_000];
    new Random(3).nextBytes(same);
    Server server = Server.under(directory.resolve("server"));
    try (ContentInterpreter interpreter = server.open(publisher, with(box))) {
      staging.file("app.zip", SampleArchives.ofArchives(0, same));
      final Manifest old = Publisher.scan(staging.root());
      for (Path it :
          List.of(
              sealed(Manifest.EMPTY, 0, 1, box).file(),
              publisher.order(AssignmentType.COMMIT, 1).file())) {
        AssignmentOutcome outcome = interpreter.carryOut(it);
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      staging.file("app.zip", SampleArchives.ofArchives(3_000_000, same));
      WrittenAssignment written = sealed(old, 1, 2, box);
      assertTrue(written.sizeBytes() < 3_050_000, written.sizeBytes() + " bytes");

      Arriving arriving = new Arriving(written, directory.resolve("spool"));
      arriving.arriveUpTo(arriving.pieces() - 1);
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
      assertFalse(Files.exists(server.site().early().resolve("app.zip")));
      arriving.arriveUpTo(arriving.pieces());
      for (Path it : List.of(arriving.file(), publisher.order(AssignmentType.COMMIT, 2).file())) {
        AssignmentOutcome outcome = interpreter.carryOut(it);
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      assertEquals(Publisher.scan(staging.root()), server.liveTree());
    }
  }
}
