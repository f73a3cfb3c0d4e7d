package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server makes of a site's directory as it finds it: adopts what is clear, refuses what is
 * not.
 */
class SiteConditionTest {
  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree staging;
  private Server server;

  @BeforeEach
  void prepare() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    server = Server.under(directory.resolve("server"));
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  private ContentInterpreter open() throws IOException {
    return open(FileSystemOps.REAL);
  }

  private ContentInterpreter open(FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 3, ops);
  }

  private void requireUnclear(String about) throws Exception {
    WrittenAssignment publish = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    try (ContentInterpreter interpreter = open()) {
      String problem = interpreter.status().problem();
      assertTrue(problem != null && problem.contains(about), problem);
      AssignmentOutcome outcome = interpreter.carryOut(publish.file());
      assertEquals(Result.REFUSED, outcome.result());
      assertEquals(RefusalReason.SITE_UNCLEAR, outcome.reason());
      assertEquals(problem, outcome.detail());
    }
  }

  @Test
  void shouldAdoptADocumentRootFromBefore() throws Exception {
    SampleTree.at(server.site().live()).file("old.html", "from before").symlink("s", "old.html");
    Manifest old = TreeReading.read(server.site().live());
    try (ContentInterpreter interpreter = open()) {
      assertEquals("versions/0", server.liveTarget());
      assertEquals(old, server.liveTree());
      assertEquals(new SiteStatus(0, 0, 0, null), interpreter.status());
      interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
      assertEquals("versions/1", server.liveTarget());

      AssignmentOutcome back =
          interpreter.carryOut(publisher.order(AssignmentType.ROLLBACK, 0).file());
      assertEquals(Result.ROLLED_BACK, back.result(), back.detail());
      assertEquals(old, server.liveTree());
    }
  }

  @Test
  void shouldFinishAnAdoptionThatACrashInterrupted() throws Exception {
    Manifest old = null;
    boolean crashed = true;
    for (int crash = 1; crashed; crash++) {
      server = Server.under(directory.resolve("server-" + crash));
      SampleTree.at(server.site().live()).file("old.html", "from before");
      old = TreeReading.read(server.site().live());
      crashed = false;
      try {
        open(FaultyFileSystem.crashingAt(crash)).close();
      } catch (SimulatedCrash e) {
        crashed = true;
      }
      try (ContentInterpreter interpreter = open()) {
        assertNull(interpreter.status().problem());
      }
      assertEquals("versions/0", server.liveTarget(), "after a crash at operation " + crash);
      assertEquals(old, server.liveTree());
    }
  }

  @Test
  void shouldRefuseADirectoryBesideVersions() throws Exception {
    SampleTree.at(server.site().live()).file("old.html", "?");
    SampleTree.at(server.site().version(3)).file("other.html", "?");
    requireUnclear("is not empty");
    assertTrue(Files.isDirectory(server.site().live()));
  }

  @Test
  void shouldRefuseALinkOutOfTheSite() throws Exception {
    SampleTree.at(directory.resolve("www")).file("old.html", "?");
    Files.createDirectories(server.site().path());
    Files.createSymbolicLink(server.site().live(), directory.resolve("www"));
    requireUnclear("no version of this site");
  }

  @Test
  void shouldRefuseADanglingLink() throws Exception {
    Files.createDirectories(server.site().path());
    Files.createSymbolicLink(server.site().live(), Path.of("versions/9"));
    requireUnclear("which is missing");
  }

  @Test
  void shouldRefuseAFileInPlaceOfTheTree() throws Exception {
    Files.createDirectories(server.site().path());
    Files.writeString(server.site().live(), "a file");
    requireUnclear("neither a directory nor a symlink");
  }

  @Test
  void shouldRefuseADamagedJournal() throws Exception {
    try (ContentInterpreter interpreter = open()) {
      interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    }
    String journal = Files.readString(server.site().journal());
    Files.writeString(server.site().journal(), journal.replaceFirst("version=1", "version=2"));
    requireUnclear("damaged in line 1");
  }

  @Test
  void shouldNoticeThatLiveVanished() throws Exception {
    try (ContentInterpreter interpreter = open()) {
      interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
    }
    Files.delete(server.site().live());
    requireUnclear("is gone although version 1 was live");
  }

  @Test
  void shouldNotTouchVersionsItKnowsNothingOf() throws Exception {
    try (ContentInterpreter interpreter = open()) {
      interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
    }
    Files.delete(server.site().live());
    Files.delete(server.site().journal());
    requireUnclear("nothing is in the journal");
    Files.writeString(server.site().journal(), "no line of ours\nnor this\n");
    requireUnclear("damaged");
    try (ContentInterpreter interpreter = open()) {
      interpreter.prune();
    }
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
  }

  @Test
  void shouldNotReplaceWhatSomebodyPutThereAfterACrash() throws Exception {
    WrittenAssignment publish = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    WrittenAssignment commit = publisher.order(AssignmentType.COMMIT, 1);
    for (int crash = 1; !hasIntentToCommit(); crash++) {
      server = Server.under(directory.resolve("server-" + crash));
      try (ContentInterpreter interpreter = open()) {
        interpreter.carryOut(publish.file());
      }
      FaultyFileSystem faulty = FaultyFileSystem.crashingAt(crash);
      assertThrows(SimulatedCrash.class, () -> carryOut(commit, faulty));
    }
    Files.writeString(server.site().live(), "somebody's file");
    requireUnclear("neither a directory nor a symlink");
    assertEquals("somebody's file", Files.readString(server.site().live()));
    Files.delete(server.site().live());
    open().close();
    assertEquals("versions/1", server.liveTarget());
  }

  private void carryOut(WrittenAssignment assignment, FileSystemOps ops) throws IOException {
    try (ContentInterpreter interpreter = open(ops)) {
      interpreter.carryOut(assignment.file());
    }
  }

  private boolean hasIntentToCommit() throws IOException {
    if (!Files.exists(server.site().journal())) {
      return false;
    }
    String journal = Files.readString(server.site().journal());
    return journal.contains("COMMITTING") && journal.endsWith("\n");
  }

  @Test
  void shouldAdoptADocumentRootThatComesLate() throws Exception {
    try (ContentInterpreter interpreter = open()) {
      SampleTree.at(server.site().live()).file("old.html", "from before");
      AssignmentOutcome outcome =
          interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      assertEquals(Result.STAGED, outcome.result(), outcome.detail());
      assertEquals("versions/0", server.liveTarget());
    }
  }

  @Test
  void shouldWorkAgainOnceAPersonHasSeenToIt() throws Exception {
    Files.createDirectories(server.site().path());
    Files.writeString(server.site().live(), "a file");
    try (ContentInterpreter interpreter = open()) {
      WrittenAssignment publish = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
      assertEquals(Result.REFUSED, interpreter.carryOut(publish.file()).result());
      Files.delete(server.site().live());
      assertEquals(Result.STAGED, interpreter.carryOut(publish.file()).result());
      assertNull(interpreter.status().problem());
    }
  }

  @Test
  void shouldKeepASecondAgentOut() throws Exception {
    try (ContentInterpreter interpreter = open()) {
      assertNull(interpreter.status().problem());
      IOException refused = assertThrows(IOException.class, this::open);
      assertTrue(refused.getMessage().contains("in use by another agent"), refused.getMessage());
    }
    open().close();
  }

  @Test
  void shouldNotStageWithoutSpace() throws Exception {
    FaultyFileSystem full = FaultyFileSystem.sound().withUsableBytes(1_000);
    try (ContentInterpreter interpreter = open(full)) {
      AssignmentOutcome outcome =
          interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      assertEquals(Result.REFUSED, outcome.result());
      assertEquals(RefusalReason.NO_SPACE, outcome.reason());
      assertTrue(outcome.detail().contains("1000 are free"), outcome.detail());
    }
  }
}
