package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Fingerprint;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to a site while an assignment is carried out, and what must not come of it. */
class InterferenceTest {
  @TempDir Path directory;
  private Publisher publisher;
  private Manifest first;
  private Manifest second;
  private List<WrittenAssignment> before;
  private WrittenAssignment update;
  private WrittenAssignment commit;
  private Path outside;

  @BeforeEach
  void writeAssignments() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging =
        SampleTree.at(directory.resolve("staging"))
            .file("index.html", "one")
            .file("d/same.txt", "same")
            .file("d/mode.txt", "mode")
            .file("d/e/deep.txt", "deep");
    first = Publisher.scan(staging.root());
    before =
        List.of(
            publisher.publish(Manifest.EMPTY, 0, staging.root(), 1),
            publisher.order(AssignmentType.COMMIT, 1));
    staging.file("index.html", "two").mode("d/mode.txt", "rwx------").file("new.txt", "new");
    second = Publisher.scan(staging.root());
    update = publisher.publish(first, 1, staging.root(), 2);
    commit = publisher.order(AssignmentType.COMMIT, 2);
    outside =
        SampleTree.at(directory.resolve("outside"))
            .file("same.txt", "a secret")
            .file("mode.txt", "a secret")
            .file("deep.txt", "a secret")
            .file("index.html", "a secret")
            .file("e/deep.txt", "a secret")
            .root();
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  private interface Change {
    void of(Path version) throws IOException;
  }

  private Map<String, Change> swaps() {
    Map<String, Change> swaps = new LinkedHashMap<>();
    for (String file : List.of("d/same.txt", "d/mode.txt", "d/e/deep.txt", "index.html")) {
      String name = Path.of(file).getFileName().toString();
      swaps.put(
          file + " becomes a symlink",
          version -> {
            Files.delete(version.resolve(file));
            Files.createSymbolicLink(version.resolve(file), outside.resolve(name));
          });
      swaps.put(
          file + " becomes a link to another file",
          version -> {
            Files.delete(version.resolve(file));
            Files.createLink(version.resolve(file), outside.resolve(name));
          });
      swaps.put(file + " vanishes", version -> Files.delete(version.resolve(file)));
    }
    for (String name : List.of("d", "d/e")) {
      swaps.put(
          name + " becomes a symlink",
          version -> {
            Files.move(version.resolve(name), version.resolve("aside"));
            Files.createSymbolicLink(
                version.resolve(name), name.equals("d") ? outside : outside.resolve("e"));
          });
    }
    return swaps;
  }

  /** Somebody who may write in the live tree swaps entries under the builder, at every moment. */
  @Test
  void shouldBringNothingInFromOutsideWhateverIsSwapped() throws Exception {
    Map<String, String> secrets = Fingerprint.ofContent(outside);
    int moments = 0;
    for (Map.Entry<String, Change> swap : swaps().entrySet()) {
      boolean swapped = true;
      for (long moment = 1; swapped; moment++) {
        Server server = prepared("swap");
        Path base = server.site().version(1);
        long at = moment;
        boolean[] done = new boolean[1];
        DelegatingFileSystem ops =
            new DelegatingFileSystem() {
              @Override
              protected void before(long operation, Path path) throws IOException {
                if (operation == at) {
                  swap.getValue().of(base);
                  done[0] = true;
                }
              }
            };
        String when = swap.getKey() + " before operation " + moment;
        try (ContentInterpreter interpreter = open(server, ops, Publisher.CLOCK)) {
          AssignmentOutcome outcome = interpreter.carryOut(update.file());
          if (outcome.succeeded()) {
            assertEquals(second, server.versionTree(2), when);
          } else {
            assertEquals(RefusalReason.DRIFT, outcome.reason(), when + ": " + outcome.detail());
            assertEquals(Set.of("1", "1.manifest"), server.versionNames(), when);
          }
        }
        Trees.deleteRecursively(FileSystemOps.REAL, server.site().path().getParent());
        assertEquals(secrets, Fingerprint.ofContent(outside), when);
        swapped = done[0];
        moments++;
      }
    }
    System.out.println("swaps under the builder: " + moments);
    assertTrue(moments > 300, "only " + moments);
  }

  @Test
  void shouldNotBuildUponABaseThatWasChangedByHandAndSayWhere() throws Exception {
    Map<String, Change> changes = new LinkedHashMap<>(swaps());
    changes.put("d/same.txt grows", v -> Files.writeString(v.resolve("d/same.txt"), "same same"));
    changes.put("d/mode.txt grows", v -> Files.writeString(v.resolve("d/mode.txt"), "mode mode"));
    changes.put(
        "d/mode.txt says something else",
        v -> {
          var time = Files.getLastModifiedTime(v.resolve("d/mode.txt"));
          Files.writeString(v.resolve("d/mode.txt"), "evil");
          Files.setLastModifiedTime(v.resolve("d/mode.txt"), time);
        });
    changes.put(
        "d/same.txt is touched", v -> FileSystemOps.REAL.setModified(v.resolve("d/same.txt"), 1));
    changes.put(
        "d/same.txt may be read by its owner only",
        v -> FileSystemOps.REAL.setMode(v.resolve("d/same.txt"), 0600));
    changes.put(
        "d/same.txt becomes a directory",
        v -> {
          Files.delete(v.resolve("d/same.txt"));
          Files.createDirectory(v.resolve("d/same.txt"));
        });
    changes.keySet().removeIf(name -> name.startsWith("index.html"));
    for (Map.Entry<String, Change> change : changes.entrySet()) {
      Server server = prepared("drift");
      change.getValue().of(server.site().version(1));
      Map<String, String> changed = Fingerprint.ofContent(server.site().version(1));
      try (ContentInterpreter interpreter = open(server, FileSystemOps.REAL, Publisher.CLOCK)) {
        AssignmentOutcome outcome = interpreter.carryOut(update.file());
        assertEquals(RefusalReason.DRIFT, outcome.reason(), change.getKey() + outcome.detail());
        String name = change.getKey().substring(0, change.getKey().indexOf(' '));
        Path named = server.site().version(1).resolve(name);
        assertTrue(
            outcome.detail().contains(named.toString()), change.getKey() + ": " + outcome.detail());
        assertTrue(outcome.detail().contains("synchronize"), outcome.detail());
        assertEquals("versions/1", server.liveTarget());
      }
      assertEquals(changed, Fingerprint.ofContent(server.site().version(1)), change.getKey());
      Trees.deleteRecursively(FileSystemOps.REAL, server.site().path().getParent());
    }
  }

  @Test
  void shouldLetAReaderFinishWhatItHasOpenedBeforeTheSwitch() throws Exception {
    Server server = prepared("reader");
    Path index = server.site().live().resolve("index.html");
    try (ContentInterpreter interpreter = open(server, FileSystemOps.REAL, Publisher.CLOCK);
        InputStream reader = Files.newInputStream(index)) {
      assertEquals('o', reader.read());
      assertTrue(interpreter.carryOut(update.file()).succeeded());
      assertTrue(interpreter.carryOut(commit.file()).succeeded());
      assertEquals("two", Files.readString(index));
      SampleTree staging = SampleTree.at(directory.resolve("staging")).file("index.html", "three");
      interpreter.carryOut(publisher.publish(second, 2, staging.root(), 3).file());
      interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 3).file());
      interpreter.prune();
      assertEquals(Set.of("2", "2.manifest", "3", "3.manifest"), server.versionNames());
      assertArrayEquals(new byte[] {'n', 'e'}, reader.readAllBytes());
    }
  }

  /** Time decides about expiry alone; what follows what is told by sequences. */
  @Test
  void shouldNotMindAClockThatIsSetBack() throws Exception {
    Server server = prepared("clock");
    Clock back = Clock.offset(Publisher.CLOCK, Duration.ofDays(-3_000));
    try (ContentInterpreter interpreter = open(server, FileSystemOps.REAL, back)) {
      for (WrittenAssignment it : List.of(update, commit)) {
        AssignmentOutcome outcome = interpreter.carryOut(it.file());
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      AssignmentOutcome replayed =
          interpreter.carryOut(copyWithSequence(AssignmentType.ROLLBACK, 1).file());
      assertEquals(RefusalReason.OLD_SEQUENCE, replayed.reason(), replayed.detail());
    }
    try (ContentInterpreter interpreter = open(server, FileSystemOps.REAL, Publisher.CLOCK)) {
      assertEquals(second, server.liveTree());
      assertEquals(Result.COMMITTED, interpreter.carryOut(commit.file()).result());
    }
  }

  private WrittenAssignment copyWithSequence(AssignmentType type, long sequence)
      throws IOException {
    var order = publisher.order(type, 0, 1);
    return publisher.writeOrder(
        new org.contentmover.content.assignment.AssignmentOrder(
            order.assignmentId(),
            sequence,
            order.type(),
            order.hostedSite(),
            order.contentGroup(),
            order.jobRunId(),
            order.baseVersion(),
            order.targetVersion(),
            order.createdAt(),
            order.expiresAt(),
            order.activation()),
        org.contentmover.core.manifest.ContentHash.NONE);
  }

  /** Two assignments for the same number at once: one after the other, whichever comes first. */
  @Test
  void shouldCarryOutTwoAssignmentsThatRaceOneAfterTheOther() throws Exception {
    SampleTree staging = SampleTree.at(directory.resolve("staging")).file("index.html", "rival");
    Manifest rivalTree = Publisher.scan(staging.root());
    WrittenAssignment rival = publisher.publish(first, 1, staging.root(), 2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 20; round++) {
        Server server = prepared("race");
        CyclicBarrier start = new CyclicBarrier(2);
        try (ContentInterpreter interpreter = open(server, FileSystemOps.REAL, Publisher.CLOCK)) {
          Future<AssignmentOutcome> one = threads.submit(() -> race(interpreter, update, start));
          Future<AssignmentOutcome> other = threads.submit(() -> race(interpreter, rival, start));
          assertEquals(Result.STAGED, other.get().result(), other.get().detail());
          boolean oneWasFirst = one.get().succeeded();
          if (!oneWasFirst) {
            assertEquals(RefusalReason.OLD_SEQUENCE, one.get().reason(), one.get().detail());
          }
          assertEquals(rivalTree, server.versionTree(2));
          assertEquals(first, TreeReading.read(server.site().live().toRealPath()));
        }
        Trees.deleteRecursively(FileSystemOps.REAL, server.site().path().getParent());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static AssignmentOutcome race(
      ContentInterpreter interpreter, WrittenAssignment assignment, CyclicBarrier start)
      throws Exception {
    start.await();
    return interpreter.carryOut(assignment.file());
  }

  private Server prepared(String name) throws IOException {
    Server server = Server.under(directory.resolve(name));
    try (ContentInterpreter interpreter =
        open(server, new DelegatingFileSystem(), Publisher.CLOCK)) {
      for (WrittenAssignment it : before) {
        assertTrue(interpreter.carryOut(it.file()).succeeded());
      }
    }
    assertTrue(Files.exists(server.site().live(), LinkOption.NOFOLLOW_LINKS));
    return server;
  }

  private ContentInterpreter open(Server server, FileSystemOps ops, Clock clock)
      throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), clock, 2, ops);
  }
}
