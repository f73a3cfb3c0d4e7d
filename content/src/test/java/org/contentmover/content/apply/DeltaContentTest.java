package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a changed file only what is new travels, and is put together on the server (CM-3). */
class DeltaContentTest {
  private static final int LARGE_BYTES = 20_000_000;

  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree staging;
  private Server server;
  private ContentInterpreter interpreter;
  private Manifest first;
  private byte[] text;
  private byte[] large;

  @BeforeEach
  void publishFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging"));
    text = new byte[60_000];
    large = new byte[LARGE_BYTES];
    Random random = new Random(9);
    random.nextBytes(text);
    random.nextBytes(large);
    staging.file("text.txt", text).file("large.dat", large).file("same.txt", "same");
    for (int i = 0; i < 50; i++) {
      byte[] own = new byte[2_000];
      random.nextBytes(own);
      staging.file("many/" + i + ".html", own);
    }
    first = Publisher.scan(staging.root());
    server = Server.under(directory.resolve("server"));
    interpreter = open(FaultyFileSystem.sound());
    interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
  }

  private ContentInterpreter open(FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 3, ops);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private WrittenAssignment edited() throws Exception {
    text[30_000] ^= 1;
    staging.file("text.txt", text);
    for (int i = 0; i < 50; i += 5) {
      byte[] own = Files.readAllBytes(staging.path("many/" + i + ".html"));
      own[1_000] ^= 1;
      staging.file("many/" + i + ".html", own);
    }
    return publisher.publish(first, 1, staging.root(), 2);
  }

  @Test
  void shouldSendOfSmallFilesWhatIsNew() throws Exception {
    WrittenAssignment written = edited();
    assertTrue(written.sizeBytes() < 2_000, written.sizeBytes() + " bytes");
    requireStaged(written);
  }

  @Test
  void shouldSendOfALargeFileWhatIsNew() throws Exception {
    byte[] shifted = new byte[LARGE_BYTES + 1_000];
    System.arraycopy(large, 0, shifted, 0, 5_000_000);
    System.arraycopy(large, 5_000_000, shifted, 5_001_000, LARGE_BYTES - 5_000_000);
    shifted[15_000_000] ^= 1;
    staging.file("large.dat", shifted);
    WrittenAssignment written = publisher.publish(first, 1, staging.root(), 2);
    assertTrue(written.sizeBytes() < 20_000, written.sizeBytes() + " bytes");
    requireStaged(written);
  }

  @Test
  void shouldSendOfAnArchiveWhatIsNewInIt() throws Exception {
    staging.file("app.war", archive(0));
    Manifest withArchive = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(first, 1, staging.root(), 2).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    staging.file("app.war", archive(1));
    Manifest changed = Publisher.scan(staging.root());

    WrittenAssignment written = publisher.publish(withArchive, 2, staging.root(), 3);
    WrittenAssignment catchUp =
        publisher.write(publisher.order(AssignmentType.SYNCHRONIZE, 2, 4), withArchive, changed);

    assertTrue(written.sizeBytes() < 3_000, written.sizeBytes() + " bytes");
    for (WrittenAssignment it : new WrittenAssignment[] {written, catchUp}) {
      AssignmentOutcome outcome = interpreter.carryOut(it.file());
      assertEquals(Result.STAGED, outcome.result(), outcome.detail());
      assertEquals(changed, server.versionTree(it.header().targetVersion()));
    }
    assertTrue(catchUp.sizeBytes() > written.sizeBytes(), "the archive was taken apart");
  }

  /** Its last archive is made of its first one, which the server keeps on disk until then. */
  @Test
  void shouldMakeContentOfContentThatCameBefore() throws Exception {
    byte[] same = new byte[6_000_000];
    new Random(3).nextBytes(same);
    staging.file("app.zip", SampleArchives.ofArchives(0, same));
    Manifest old = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(first, 1, staging.root(), 2).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    staging.file("app.zip", SampleArchives.ofArchives(3_000_000, same));
    Manifest changed = Publisher.scan(staging.root());

    WrittenAssignment written = publisher.publish(old, 2, staging.root(), 3);

    assertTrue(written.sizeBytes() < 3_050_000, written.sizeBytes() + " bytes");
    assertTrue(written.header().requiredBytes() > 6_000_000 + 2 * 3_000_000 + 3_000_000);
    long archiveBytes = Files.size(staging.root().resolve("app.zip"));
    long most = AssignmentWriter.mostRequiredBytes(old, changed, archiveBytes);
    assertTrue(most >= written.header().requiredBytes(), most + " are the most");
    long lastByte = written.sizeBytes() - 1;
    interpreter.prepare(
        written.header().assignmentId(),
        written.file(),
        (offset, length) -> offset + length <= lastByte);
    assertFalse(Files.exists(server.site().early().resolve("app.zip")));
    interpreter.prepare(written.header().assignmentId(), written.file(), (offset, length) -> true);
    assertTrue(Files.exists(server.site().early().resolve("app.zip")));
    AssignmentOutcome outcome = interpreter.carryOut(written.file());
    assertEquals(Result.STAGED, outcome.result(), outcome.detail());
    assertEquals(changed, server.versionTree(3));
  }

  /** What early staging has put aside is there for what comes last. */
  @Test
  void shouldPutAsideOnceWhatIsUsedAgain() throws Exception {
    byte[] news = new byte[6_000_000];
    new Random(3).nextBytes(news);
    staging.file("a.dat", news);
    news[2_000_000] ^= 1;
    staging.file("b.dat", news);
    WrittenAssignment written = publisher.publish(first, 1, staging.root(), 2);
    assertTrue(written.sizeBytes() < 6_050_000, written.sizeBytes() + " bytes");
    interpreter.close();
    int[] putAside = new int[1];
    interpreter =
        open(
            new DelegatingFileSystem() {
              @Override
              protected void before(long operation, Path path) {
                putAside[0] += path.equals(AtomicFile.temporary(server.site().scratch())) ? 1 : 0;
              }
            });
    long lastByte = written.sizeBytes() - 1;

    interpreter.prepare(
        written.header().assignmentId(),
        written.file(),
        (offset, length) -> offset + length <= lastByte);
    int putAsideEarly = putAside[0];
    requireStaged(written);

    assertTrue(putAsideEarly > 0, "nothing was put aside early");
    assertEquals(putAsideEarly, putAside[0]);
  }

  /** Entries of words, in all of which one number is another one. */
  private static byte[] archive(int version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < 40; i++) {
        ZipEntry entry = new ZipEntry("entry" + i);
        entry.setTimeLocal(LocalDateTime.of(2024, 5, 6, 7, 8, 10));
        zip.putNextEntry(entry);
        Random random = new Random(i);
        StringBuilder text = new StringBuilder("version " + version + "\n");
        for (int word = 0; word < 800; word++) {
          text.append(Integer.toString(random.nextInt(50_000), 36)).append(' ');
        }
        zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private void requireStaged(WrittenAssignment written) throws Exception {
    AssignmentOutcome outcome = interpreter.carryOut(written.file());
    assertEquals(Result.STAGED, outcome.result(), outcome.detail());
    assertEquals(Publisher.scan(staging.root()), server.versionTree(2));
  }

  /** A change that shows in no stat: only the result tells. */
  @Test
  void shouldNameTheBaseFileThatIsNotWhatItWas() throws Exception {
    WrittenAssignment written = edited();
    Path changed = server.site().version(1).resolve("many/10.html");
    byte[] bytes = Files.readAllBytes(changed);
    bytes[1] ^= 1;
    Files.write(changed, bytes);
    Files.setLastModifiedTime(changed, FileTime.from(SampleTree.MTIME_NS, TimeUnit.NANOSECONDS));

    AssignmentOutcome outcome = interpreter.carryOut(written.file());

    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertEquals(Result.FAILED, outcome.result());
    assertTrue(outcome.detail().contains("many/10.html"), outcome.detail());
    assertFalse(outcome.detail().contains("many/15.html"), outcome.detail());
    assertTrue(server.versionNames().stream().noneMatch(name -> name.startsWith("2")));
  }

  @Test
  void shouldNameTheBaseFileThatLooksChanged() throws Exception {
    WrittenAssignment written = edited();
    Files.writeString(server.site().version(1).resolve("text.txt"), "by hand");
    AssignmentOutcome outcome = interpreter.carryOut(written.file());
    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertTrue(outcome.detail().contains("text.txt"), outcome.detail());
  }

  @Test
  void shouldStageDeltasWhileTheyArrive() throws Exception {
    WrittenAssignment written = edited();
    interpreter.prepare(written.header().assignmentId(), written.file(), (offset, length) -> true);
    for (String path : new String[] {"text.txt", "many/0.html", "same.txt", "large.dat"}) {
      assertTrue(Files.exists(server.site().early().resolve(path)), path);
    }
    requireStaged(written);
  }

  /** Else a piece would be made again for what is left of its files. */
  @Test
  void shouldEndAStepOfEarlyStagingWithAPiece() throws Exception {
    Random random = new Random(6);
    byte[] own = new byte[8_000];
    for (int i = 0; i < 800; i++) {
      random.nextBytes(own);
      staging.file("news/" + i + ".txt", own);
    }
    Manifest old = Publisher.scan(staging.root());
    requireStaged(publisher.publish(first, 1, staging.root(), 2));
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    for (int i = 0; i < 800; i++) {
      own = Files.readAllBytes(staging.path("news/" + i + ".txt"));
      own[4_000] ^= 1;
      staging.file("news/" + i + ".txt", own);
    }
    WrittenAssignment written = publisher.publish(old, 2, staging.root(), 3);

    interpreter.prepare(written.header().assignmentId(), written.file(), (offset, length) -> true);

    try (var built = Files.list(server.site().early().resolve("news"))) {
      assertEquals(800, built.count());
    }
  }

  @Test
  void shouldTellThatTheBaseWasChangedWhileItArrives() throws Exception {
    WrittenAssignment written = edited();
    Files.writeString(server.site().version(1).resolve("text.txt"), "by hand");
    interpreter.prepare(written.header().assignmentId(), written.file(), (offset, length) -> true);
    assertFalse(Files.exists(server.site().early()));
    AssignmentOutcome outcome = interpreter.carryOut(written.file());
    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
  }

  @Test
  void shouldLeaveNothingBesideTheAssignment() throws Exception {
    WrittenAssignment written = edited();
    try (var files = Files.list(written.file().getParent())) {
      assertTrue(files.noneMatch(path -> path.toString().contains("~")));
    }
  }
}
