package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets every single operation on the file system fail once, without a crash: disk full, permission
 * denied (CI-5).
 */
class FailureSweepTest {
  @TempDir Path directory;

  @Test
  void shouldSayWhyAndGoOnWhenAnyOperationFails() throws Exception {
    try (Publisher publisher = new Publisher(directory.resolve("ccm"))) {
      SampleTree staging = SampleTree.at(directory.resolve("staging"));
      staging.file("index.html", "one").file("a/same.txt", "same").symlink("link", "index.html");
      Manifest first = Publisher.scan(staging.root());
      List<WrittenAssignment> before =
          List.of(
              publisher.publish(Manifest.EMPTY, 0, staging.root(), 1),
              publisher.order(AssignmentType.COMMIT, 1));
      staging.file("index.html", "two").file("b/new.txt", "new");
      Manifest second = Publisher.scan(staging.root());
      List<WrittenAssignment> update =
          List.of(
              publisher.publish(first, 1, staging.root(), 2),
              publisher.order(AssignmentType.COMMIT, 2));

      int failures = 0;
      boolean failed = true;
      for (long operation = 1; failed; operation++) {
        Server server = Server.under(directory.resolve("run-" + operation));
        carryOut(publisher, server, FaultyFileSystem.sound(), before);
        FaultyFileSystem full =
            FaultyFileSystem.failingAt(operation, new IOException("No space left on device"));
        failed = sweepOne(publisher, server, full, update, List.of(first, second));
        failures += failed ? 1 : 0;
        assertEquals(second, server.liveTree(), "after operation " + operation + " failed");
        assertEquals(Set.of("1", "1.manifest", "2", "2.manifest"), server.versionNames());
      }
      assertTrue(failures > 20, "only " + failures + " failures seen");
    }
  }

  private static void carryOut(
      Publisher publisher, Server server, FaultyFileSystem ops, List<WrittenAssignment> assignments)
      throws IOException {
    try (ContentInterpreter interpreter = open(publisher, server, ops)) {
      for (WrittenAssignment assignment : assignments) {
        assertTrue(interpreter.carryOut(assignment.file()).succeeded());
      }
    }
  }

  /**
   * Delivers each assignment until it succeeds, as an administrator's retry would; true when one
   * failed.
   */
  private static boolean sweepOne(
      Publisher publisher,
      Server server,
      FaultyFileSystem ops,
      List<WrittenAssignment> assignments,
      List<Manifest> liveTrees)
      throws Exception {
    boolean failed = false;
    try (ContentInterpreter interpreter = openAtLast(publisher, server, ops)) {
      for (WrittenAssignment assignment : assignments) {
        AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
        if (!outcome.succeeded()) {
          failed = true;
          assertEquals(AssignmentOutcome.Result.FAILED, outcome.result());
          assertEquals(RefusalReason.NO_SPACE, outcome.reason(), outcome.detail());
          assertTrue(liveTrees.contains(TreeReading.read(server.site().live().toRealPath())));
          outcome = interpreter.carryOut(assignment.file());
        }
        assertTrue(outcome.succeeded(), outcome.detail());
      }
    }
    return failed || ops.hasFailed();
  }

  private static ContentInterpreter openAtLast(
      Publisher publisher, Server server, FaultyFileSystem ops) throws IOException {
    try {
      return open(publisher, server, ops);
    } catch (IOException e) {
      return open(publisher, server, ops);
    }
  }

  private static ContentInterpreter open(Publisher publisher, Server server, FaultyFileSystem ops)
      throws IOException {
    return ContentInterpreter.open(
        server.site(),
        Publisher.GROUP::equals,
        TrustedKeys.of(publisher.key().publicKey()),
        Publisher.CLOCK,
        2,
        ops);
  }
}
