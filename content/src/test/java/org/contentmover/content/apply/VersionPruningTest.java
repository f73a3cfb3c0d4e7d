package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old versions go when the policy of the server says so, and never half of one (CI-4, CI-5). */
class VersionPruningTest {
  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private SampleTree staging;
  private Server server;
  private Manifest first;
  private Manifest last;

  @BeforeEach
  void begin() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging"));
    server = Server.under(directory.resolve("server"));
    last = Manifest.EMPTY;
  }

  @AfterEach
  void end() throws Exception {
    publisher.close();
  }

  private ContentInterpreter open(int versionsToKeep, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        Publisher.GROUP::equals,
        TrustedKeys.of(publisher.key().publicKey()),
        Publisher.CLOCK,
        versionsToKeep,
        ops);
  }

  private void publishAndCommit(ContentInterpreter interpreter, long version) throws Exception {
    staging.file("index.html", "version " + version).file("old-" + version, "only for a while");
    AssignmentOutcome staged =
        interpreter.carryOut(publisher.publish(last, version - 1, staging.root(), version).file());
    assertTrue(staged.succeeded(), staged.detail());
    AssignmentOutcome committed =
        interpreter.carryOut(publisher.order(AssignmentType.COMMIT, version).file());
    assertTrue(committed.succeeded(), committed.detail());
    last = Publisher.scan(staging.root());
    first = version == 1 ? last : first;
  }

  /** The policy may be another one after the crash: what was to go then stays, or is gone. */
  @Test
  void shouldNeverKeepHalfOfAVersionThatACrashFoundBeingDeleted() throws Exception {
    Server before = Server.under(directory.resolve("before"));
    server = before;
    try (ContentInterpreter interpreter = open(3, FaultyFileSystem.sound())) {
      for (long version = 1; version <= 3; version++) {
        publishAndCommit(interpreter, version);
      }
    }
    boolean crashed = true;
    int gone = 0;
    for (int n = 1; crashed; n++) {
      server = SiteLife.copy(before, directory.resolve("run-" + n));
      FaultyFileSystem faulty = FaultyFileSystem.losingAllAt(n, n, directory.resolve("kept"));
      crashed = false;
      try {
        open(2, faulty).close();
      } catch (SimulatedCrash e) {
        crashed = true;
      } finally {
        faulty.settle();
      }
      open(3, FaultyFileSystem.sound()).close();
      Set<String> names = server.versionNames();
      if (names.contains("1")) {
        assertTrue(names.contains("1.manifest"), names + " after a crash at operation " + n);
        assertEquals(first, server.versionTree(1), "after a crash at operation " + n);
      } else {
        assertEquals(Set.of("2", "2.manifest", "3", "3.manifest"), names, "operation " + n);
        gone++;
      }
    }
    assertTrue(gone > 3, "only " + gone + " crashes while it was deleted");
  }
}
