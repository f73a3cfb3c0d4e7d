package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.drift.Drift;
import org.contentmover.content.drift.Drift.Kind;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;

/**
 * What changes by itself or by hand under a site is found, not built upon, and made good (CI-7).
 */
class ScrubTest extends ScrubbedSite {
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
    interpreter = open(FileSystemOps.REAL, Clock.offset(Publisher.CLOCK, Duration.ofMinutes(3)));
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
    for (byte[] damaged : new byte[][] {{'?'}, {(byte) 0xff}}) {
      flipABit("a/same.txt");
      scrub(2);
      Path list = server.site().drift(server.site().tree(2));
      assertTrue(Files.exists(list));
      Files.write(list, damaged);
      assertEquals(RefusalReason.DRIFT, interpreter.carryOut(publish3.file()).reason());
      scrub(2);
      assertEquals("", interpreter.care().repair(this::fromCcm).problem());
      assertEquals(second, server.liveTree());
    }
  }

  /** The path of the root is the only empty one. */
  @Test
  void shouldTakeTheModeOfTheRootForNoMoreThanThat() throws Exception {
    FileSystemOps.REAL.setMode(live(""), 0700);
    assertEquals(Map.of("", Kind.ATTRIBUTES), scrub(2));
    ccm.clear();
    assertEquals("", interpreter.care().repair(this::fromCcm).problem());
    assertEquals(List.of(), asked);
    assertEquals(second, server.liveTree());
    FileSystemOps.REAL.setMode(live(""), 0700);
    scrub(2);
    AssignmentOutcome outcome = interpreter.carryOut(publish3.file());
    assertTrue(outcome.succeeded(), outcome.detail());
  }

  /** What is built while an assignment comes in is linked by its looks; the scrub knows better. */
  @Test
  void shouldForgetWhatWasLinkedBeforeItWasFoundDamaged() throws Exception {
    Arriving arriving = new Arriving(publish3, directory.resolve("spool"));
    arriving.arriveUpTo(arriving.pieces() - 1);
    interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
    assertTrue(Files.exists(server.site().early().resolve("a/same.txt")));
    flipABit("a/same.txt");
    scrub(2);
    arriving.arriveUpTo(arriving.pieces());
    AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
    assertEquals(RefusalReason.DRIFT, outcome.reason());
    assertTrue(outcome.detail().contains("a/same.txt"), outcome.detail());
  }

  @Test
  void shouldGoToAVersionThatIsHereInSpiteOfForeignFiles() throws Exception {
    Files.writeString(server.site().version(1).resolve("upload.php"), "not ours");
    assertEquals(Map.of("upload.php", Kind.FOREIGN), scrub(1));
    AssignmentOutcome outcome = interpreter.carryOut(synchronize1().file());
    assertTrue(outcome.succeeded(), outcome.detail());
    assertTrue(outcome.detail().contains("upload.php does not belong"), outcome.detail());
    assertEquals("versions/1", server.liveTarget());
  }

  @Test
  void shouldNotSayThatAVersionIsHereThatIsDamaged() throws Exception {
    flipABit("a/same.txt");
    scrub(1);
    AssignmentOutcome outcome = interpreter.carryOut(synchronize1().file());
    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertEquals("versions/2", server.liveTarget());
  }

  private WrittenAssignment synchronize1() throws IOException {
    return publisher.write(
        publisher.order(AssignmentType.SYNCHRONIZE, 0, 1, Activation.IMMEDIATE),
        Manifest.EMPTY,
        first);
  }

  /** It is the way out of trouble; so it is told and not refused. */
  @Test
  void shouldGoBackToADamagedVersionAndSaySo() throws Exception {
    flipABit("a/same.txt");
    scrub(1);
    AssignmentOutcome outcome =
        interpreter.carryOut(publisher.order(AssignmentType.ROLLBACK, 1).file());
    assertEquals(Result.ROLLED_BACK, outcome.result(), outcome.detail());
    assertTrue(outcome.detail().contains("a/same.txt has other content"), outcome.detail());
    assertEquals("versions/1", server.liveTarget());
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
