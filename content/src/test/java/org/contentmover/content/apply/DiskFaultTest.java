package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets every single operation on the file system fail, without a crash (CI-5): once, and from then
 * on until somebody has seen to it. What is told names the cause; live is what it was; then it
 * works.
 */
class DiskFaultTest {
  private enum Fault {
    FULL(RefusalReason.NO_SPACE, "No space left on device"),
    FULL_IN_GERMAN(
        RefusalReason.NO_SPACE, "Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar"),
    OVER_QUOTA(RefusalReason.NO_SPACE, "Disk quota exceeded"),
    READ_ONLY(RefusalReason.IO, "Read-only file system"),
    BROKEN(RefusalReason.IO, "Input/output error"),
    FORBIDDEN(RefusalReason.IO, "permission denied");

    private final RefusalReason reason;
    private final String text;

    Fault(RefusalReason reason, String text) {
      this.reason = reason;
      this.text = text;
    }

    IOException failure() {
      return this == FORBIDDEN
          ? new AccessDeniedException("/srv/site")
          : new FileSystemException("/srv/site", null, text);
    }
  }

  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private Manifest first;
  private Manifest second;
  private List<WrittenAssignment> before;
  private List<WrittenAssignment> update;

  @BeforeEach
  void writeAssignments() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging = SampleTree.at(directory.resolve("staging"));
    staging.file("index.html", "one").file("a/same.txt", "same").symlink("link", "index.html");
    first = Publisher.scan(staging.root());
    before =
        List.of(
            publisher.publish(Manifest.EMPTY, 0, staging.root(), 1),
            publisher.order(AssignmentType.COMMIT, 1));
    staging.file("index.html", "two").file("b/new.txt", "new").mode("a/same.txt", "rwx------");
    second = Publisher.scan(staging.root());
    update =
        List.of(
            publisher.publish(first, 1, staging.root(), 2),
            publisher.order(AssignmentType.COMMIT, 2));
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void shouldSayWhyAndGoOnWhenAnyOperationFails(Fault fault) throws Exception {
    sweep(fault, operation -> FaultyFileSystem.failingAt(operation, fault::failure));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void shouldGoOnWhenTheDiskIsSoundAgain(Fault fault) throws Exception {
    sweep(fault, operation -> FaultyFileSystem.failingFrom(operation, fault::failure));
  }

  private interface Disk {
    FaultyFileSystem failing(long operation);
  }

  private void sweep(Fault fault, Disk disk) throws Exception {
    int operations = 0;
    boolean failed = true;
    for (long operation = 1; failed; operation++) {
      Server server = Server.under(directory.resolve("run"));
      try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
        for (WrittenAssignment it : before) {
          assertTrue(interpreter.carryOut(it.file()).succeeded());
        }
      }
      FaultyFileSystem ops = disk.failing(operation);
      if (fault.reason == RefusalReason.NO_SPACE) {
        ops.forWantOfRoom();
      }
      String when = fault + " at operation " + operation;
      try (ContentInterpreter interpreter = openAtLast(server, ops)) {
        for (WrittenAssignment it : update) {
          deliver(interpreter, it, fault, ops, server, when);
        }
        interpreter.prune();
      }
      failed = ops.hasFailed();
      operations++;
      assertEquals(second, server.liveTree(), when);
      assertEquals(Set.of("1", "1.manifest", "2", "2.manifest"), server.versionNames(), when);
      assertEquals(Set.of("backup", "journal", "live", "lock", "versions"), server.names(), when);
      Trees.deleteRecursively(FileSystemOps.REAL, directory.resolve("run"));
    }
    assertTrue(operations > 30, "only " + operations + " operations seen");
  }

  /** Until it succeeds, as an administrator's retry would. */
  private void deliver(
      ContentInterpreter interpreter,
      WrittenAssignment assignment,
      Fault fault,
      FaultyFileSystem ops,
      Server server,
      String when)
      throws IOException {
    AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
    if (!outcome.succeeded()) {
      assertTrue(ops.hasFailed(), outcome.detail());
      assertEquals(AssignmentOutcome.Result.FAILED, outcome.result(), when);
      assertEquals(fault.reason, outcome.reason(), outcome.detail());
      assertTrue(outcome.detail().contains(fault.text), outcome.detail());
      Manifest live = TreeReading.read(server.site().live().toRealPath());
      assertTrue(List.of(first, second).contains(live), when);
      ops.heal();
      outcome = interpreter.carryOut(assignment.file());
    }
    assertTrue(outcome.succeeded(), when + ": " + outcome.detail());
  }

  private ContentInterpreter openAtLast(Server server, FaultyFileSystem ops) throws IOException {
    try {
      return open(server, ops);
    } catch (IOException e) {
      ops.heal();
      return open(server, ops);
    }
  }

  private ContentInterpreter open(Server server, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 2, ops);
  }
}
