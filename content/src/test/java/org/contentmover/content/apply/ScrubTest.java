package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.drift.Drift;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What changes by itself or by hand under a site is found, not built upon, and made good (CI-7).
 */
class ScrubTest {
  @TempDir Path directory;
  private final Map<ContentHash, byte[]> ccm = new HashMap<>();
  private final List<LostContent> asked = new ArrayList<>();
  private Publisher publisher;
  private Manifest first;
  private Manifest second;
  private WrittenAssignment publish3;
  private Server server;
  private ContentInterpreter interpreter;

  @BeforeEach
  void makeTwoVersionsLive() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging =
        SampleTree.at(directory.resolve("staging"))
            .file("index.html", "one")
            .file("a/same.txt", "the same in all versions")
            .file("a/twin.txt", "twice here")
            .file("a/other.txt", "twice here")
            .modified("a/other.txt", 0)
            .file("a/b/deep.txt", "deep")
            .file("kept.txt", "kept")
            .symlink("link", "index.html");
    first = Publisher.scan(staging.root());
    final WrittenAssignment publish1 = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    final WrittenAssignment commit1 = publisher.order(AssignmentType.COMMIT, 1);
    staging.file("index.html", "two");
    second = Publisher.scan(staging.root());
    final WrittenAssignment publish2 = publisher.publish(first, 1, staging.root(), 2);
    final WrittenAssignment commit2 = publisher.order(AssignmentType.COMMIT, 2);
    staging.file("index.html", "three");
    publish3 = publisher.publish(second, 2, staging.root(), 3);
    for (String text : new String[] {"one", "two", "the same in all versions", "deep", "kept"}) {
      ccm.put(
          ContentHash.sha256(text.getBytes(StandardCharsets.UTF_8)),
          text.getBytes(StandardCharsets.UTF_8));
    }
    server = Server.under(directory.resolve("server"));
    interpreter =
        ContentInterpreter.open(
            server.site(),
            Publisher.GROUP::equals,
            TrustedKeys.of(publisher.key().publicKey()),
            Publisher.CLOCK,
            2);
    for (WrittenAssignment next : List.of(publish1, commit1, publish2, commit2)) {
      succeed(next);
    }
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private void succeed(WrittenAssignment assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
    assertTrue(outcome.succeeded(), outcome.detail());
  }

  private Path live(String name) throws IOException {
    return server.site().live().toRealPath().resolve(name);
  }

  /** Neither size nor time shows it, and every version that shares the file has it. */
  private void flipABit(String name) throws IOException {
    Path file = live(name);
    long mtimeNs = FileStamp.of(file).mtimeNs();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      int first = bytes.read();
      bytes.seek(0);
      bytes.write(first ^ 1);
    }
    FileSystemOps.REAL.setModified(file, mtimeNs);
  }

  private void fromCcm(LostContent lost, OutputStream out) throws IOException {
    if (!ccm.containsKey(lost.hash())) {
      throw new IOException("the CCM is down");
    }
    asked.add(lost);
    out.write(ccm.get(lost.hash()));
  }

  private Map<String, Kind> scrub(long version) throws IOException {
    Map<String, Kind> found = new TreeMap<>();
    for (TreeCare.VersionDrift it : interpreter.care().scrub(ReadPace.UNBOUNDED).versions()) {
      if (it.version() == version) {
        it.drift().named().forEach(drift -> found.put(drift.path(), drift.kind()));
      }
    }
    return found;
  }

  @Test
  void shouldFindNothingWhereNothingChanged() throws Exception {
    TreeCare.Found found = interpreter.care().scrub(ReadPace.UNBOUNDED);
    assertEquals("", found.problem());
    assertEquals(2, found.versions().size());
    assertTrue(found.versions().get(0).live());
    assertTrue(found.versions().stream().allMatch(it -> it.drift().isEmpty()));
    assertEquals(Set.of("1", "1.manifest", "2", "2.manifest"), server.versionNames());
    // Six files of the live version, and the one that differs in the version before it.
    assertEquals(7, found.filesRead());
  }

  @Test
  void shouldFindABitThatFlippedAndRepairItInEveryVersion() throws Exception {
    flipABit("a/same.txt");
    assertEquals(Map.of("a/same.txt", Kind.CONTENT), scrub(2));
    assertEquals(Map.of("a/same.txt", Kind.CONTENT), scrub(1));
    TreeCare.Repaired repaired = interpreter.care().repair(this::fromCcm);
    assertEquals("", repaired.problem());
    for (LostContent it : asked) {
      Manifest has = it.version() == 1 ? first : second;
      assertEquals(it.hash(), has.find(it.path()).orElseThrow().sha256(), it.path());
    }
    assertEquals(Set.of(1L, 2L), Set.copyOf(repaired.repaired()));
    assertEquals(second, server.liveTree());
    assertEquals("versions/2.1", server.liveTarget());
    assertEquals(Map.of(), scrub(2));
    assertEquals(Map.of(), scrub(1));
    assertEquals(Set.of("1.1", "1.manifest", "2.1", "2.manifest"), server.versionNames());
    assertEquals(Set.of("backup", "journal", "live", "lock", "versions"), server.names());
    succeed(publisher.order(AssignmentType.ROLLBACK, 1));
    assertEquals(first, server.liveTree());
  }

  @Test
  void shouldLinkNothingOnwardThatWasFoundDamaged() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    AssignmentOutcome outcome = interpreter.carryOut(publish3.file());
    assertEquals(Result.FAILED, outcome.result());
    assertEquals(RefusalReason.DRIFT, outcome.reason());
    assertTrue(outcome.detail().contains("a/same.txt"), outcome.detail());
    interpreter.care().repair(this::fromCcm);
    succeed(publish3);
    succeed(publisher.order(AssignmentType.COMMIT, 3));
    assertEquals("the same in all versions", Files.readString(live("a/same.txt")));
  }

  @Test
  void shouldFindEveryKindOfChangeAndUndoIt() throws Exception {
    Files.writeString(live("index.html"), "by hand");
    Files.delete(live("kept.txt"));
    Files.createDirectory(live("kept.txt"));
    Files.delete(live("link"));
    Files.createSymbolicLink(live("link"), Path.of("a/same.txt"));
    Trees.deleteRecursively(FileSystemOps.REAL, live("a/b"));
    FileSystemOps.REAL.setMode(live("a/twin.txt"), 0600);
    Files.writeString(live("a/upload.php"), "not ours");
    assertEquals(
        Map.of(
            "index.html", Kind.CONTENT,
            "kept.txt", Kind.OTHER_KIND,
            "link", Kind.CONTENT,
            "a/b", Kind.MISSING,
            "a/b/deep.txt", Kind.MISSING,
            "a/twin.txt", Kind.ATTRIBUTES,
            "a/upload.php", Kind.FOREIGN),
        scrub(2));
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals(second, server.liveTree());
    assertEquals(Map.of(), scrub(2));
  }

  @Test
  void shouldTakeContentFromThisServerFirst() throws Exception {
    flipABit("a/twin.txt");
    scrub(2);
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals("twice here", Files.readString(live("a/twin.txt")));
  }

  @Test
  void shouldLeaveATreeAsItIsWhileItsContentCannotBeHad() throws Exception {
    flipABit("a/same.txt");
    flipABit("index.html");
    scrub(2);
    ccm.remove(ContentHash.sha256("the same in all versions".getBytes(StandardCharsets.UTF_8)));
    TreeCare.Repaired repaired = interpreter.care().repair(this::fromCcm);
    assertTrue(repaired.problem().contains("the CCM is down"), repaired.problem());
    assertEquals("versions/2", server.liveTarget());
    assertFalse(server.names().contains("repair"));
    assertEquals(Set.of("index.html", "a/same.txt"), scrub(2).keySet());
  }

  @Test
  void shouldTellSinceWhenAndRememberItOverARestart() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    Drift before = known();
    interpreter.close();
    interpreter =
        ContentInterpreter.open(
            server.site(),
            Publisher.GROUP::equals,
            TrustedKeys.of(publisher.key().publicKey()),
            Clock.offset(Publisher.CLOCK, Duration.ofMinutes(3)),
            2);
    assertEquals(RefusalReason.DRIFT, interpreter.carryOut(publish3.file()).reason());
    scrub(2);
    assertEquals(before, known());
    assertEquals(Publisher.NOW, before.since());
  }

  private Drift known() throws IOException {
    return interpreter.care().scrub(ReadPace.UNBOUNDED).versions().get(0).drift().named().get(0);
  }

  @Test
  void shouldTrustNothingWhenWhatIsKnownIsDamagedItself() throws Exception {
    flipABit("a/same.txt");
    scrub(2);
    Files.writeString(server.site().versions().resolve("2.drift"), "?");
    assertEquals(RefusalReason.DRIFT, interpreter.carryOut(publish3.file()).reason());
    scrub(2);
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals(second, server.liveTree());
  }

  @Test
  void shouldSayWhichVersionCannotBeCompared() throws Exception {
    Path manifest = server.site().manifest(2);
    Files.write(manifest, new byte[] {1, 2, 3});
    String problem = interpreter.care().scrub(ReadPace.UNBOUNDED).problem();
    assertTrue(problem.contains("version 2 cannot be compared"), problem);
  }

  @Test
  void shouldStopReadingWhenToldTo() throws Exception {
    assertThrows(
        InterruptedIOException.class,
        () ->
            interpreter
                .care()
                .scrub(
                    bytes -> {
                      throw new InterruptedIOException("the agent stops");
                    }));
    assertEquals(second, TreeReading.read(server.site().live().toRealPath()));
  }
}
