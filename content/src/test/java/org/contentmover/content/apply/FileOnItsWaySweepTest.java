package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import org.contentmover.content.apply.SiteLife.Chapter;
import org.contentmover.content.apply.SiteLife.Step;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.Piece;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process, cuts the power, or has the disk fail, at every operation on the file system
 * while a large file is written that is still coming (CI-2, CI-5). Of the writes in the middle of
 * it, which are all alike, some have to do.
 */
class FileOnItsWaySweepTest {
  private static final long SEED = Long.getLong("tests.seed", 1);
  private static final int FILE_BYTES = 2 * Piece.MAX_CONTENT_BYTES + 100_000;
  private static final int OF_THE_WRITES_ONE_IN = 32;

  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private Server before;
  private Chapter chapter;
  private WrittenAssignment publish;
  private WrittenAssignment commit;
  private Manifest film;
  private FaultyFileSystem undisturbed;
  private AfterACrash after;
  private int points;
  private int runs;

  @BeforeEach
  void showTheVersionBefore() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    after = new AfterACrash(this::open);
    SampleTree staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    Manifest first = Publisher.scan(staging.root());
    before = Server.under(directory.resolve("before"));
    try (ContentInterpreter interpreter = open(before, FaultyFileSystem.sound())) {
      SiteLife.carryOut(
          interpreter, publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
      SiteLife.carryOut(interpreter, publisher.order(AssignmentType.COMMIT, 1).file());
    }
    byte[] bytes = new byte[FILE_BYTES];
    new Random(SEED).nextBytes(bytes);
    staging.file("index.html", "two").file("film.mp4", bytes).file("z.txt", "behind it");
    film = Publisher.scan(staging.root());
    publish = publisher.publish(first, 1, staging.root(), 2);
    commit = publisher.order(AssignmentType.COMMIT, 2);
    chapter =
        new Chapter(
            first,
            List.of(
                new Step(
                    "receive 2",
                    first,
                    publish.file().toString(),
                    (interpreter, server) -> receive(interpreter, true)),
                new Step(
                    "commit 2",
                    film,
                    commit.file().toString(),
                    (interpreter, server) -> SiteLife.carryOut(interpreter, commit.file()))),
            Set.of(1L, 2L));
    undisturbed = FaultyFileSystem.sound();
    Server sound = copy();
    try (ContentInterpreter interpreter = open(sound, undisturbed)) {
      for (Step step : chapter.steps()) {
        step.action().on(interpreter, sound);
      }
    }
    after.requireEnd(sound, chapter, 2, "undisturbed", true);
  }

  @AfterEach
  void close() throws IOException {
    publisher.close();
  }

  @Test
  void shouldShowTheOldOrTheNewVersionAfterACrashAtAnyOperation() throws Exception {
    System.out.println("crash sweep of a large file with -Dtests.seed=" + SEED);
    sweepCrashes(FaultyFileSystem::crashingAt);
    sweepCrashes(
        n -> FaultyFileSystem.losingAllAt(n, SEED * 1_000_003 + n, directory.resolve("kept")));
    System.out.println("crash points swept: " + points);
    assertTrue(points >= 90, "only " + points + " crash points");
  }

  @Test
  void shouldGoOnWhenTheDiskIsFullAtAnyOperation() throws Exception {
    sweepFailures("No space left on device", RefusalReason.NO_SPACE);
  }

  @Test
  void shouldGoOnWhenTheDiskFailsAtAnyOperation() throws Exception {
    sweepFailures("Input/output error", RefusalReason.IO);
  }

  private void sweepCrashes(LongFunction<FaultyFileSystem> fault) throws Exception {
    for (long n = next(0); n <= undisturbed.operations(); n = next(n)) {
      Server server = copy();
      String when = "after a crash at operation " + n;
      int step = dies(server, fault.apply(n), when);
      open(server, FaultyFileSystem.sound()).close();
      requireWhole(server, when);
      after.requireEnd(server, chapter, step, when, points % 4 == 0);
      points++;
    }
  }

  private void sweepFailures(String text, RefusalReason reason) throws Exception {
    for (long n = next(0); n <= undisturbed.operations(); n = next(n)) {
      Server server = copy();
      String when = text + " at operation " + n;
      FaultyFileSystem ops = FaultyFileSystem.failingAt(n, () -> new IOException(text));
      if (reason == RefusalReason.NO_SPACE) {
        ops.forWantOfRoom();
      }
      try (ContentInterpreter interpreter = openAtLast(server, ops)) {
        receive(interpreter, false);
        deliver(interpreter, publish, ops, reason, when);
        deliver(interpreter, commit, ops, reason, when);
      }
      assertTrue(ops.hasFailed(), when);
      assertEquals(0, ops.openFiles(), "files are open " + when);
      open(server, FaultyFileSystem.sound()).close();
      AfterACrash.requireNothingLeft(server, when);
      assertEquals(Set.of("1", "1.manifest", "2", "2.manifest"), server.versionNames(), when);
      assertEquals(film, server.liveTree(), when);
      Trees.deleteRecursively(FileSystemOps.REAL, server.site().path().getParent());
      points++;
    }
    assertTrue(points >= 45, "only " + points + " failures");
  }

  /** The first and last writes of a row and everything that is no write, and some in between. */
  private long next(long operation) {
    long next = operation + 1;
    while (undisturbed.isWrite(next - 1)
        && undisturbed.isWrite(next)
        && undisturbed.isWrite(next + 1)
        && next % OF_THE_WRITES_ONE_IN != 0) {
      next++;
    }
    return next;
  }

  /** What is in the file has not come before the assignment says so. */
  private void receive(ContentInterpreter interpreter, boolean carriesOut) throws IOException {
    long sizeBytes = Files.size(publish.file());
    for (int half = 1; half <= 2; half++) {
      long hereBytes = sizeBytes * half / 2;
      boolean more;
      do {
        more =
            interpreter.prepare(
                publish.header().assignmentId(),
                publish.file(),
                (offset, length) -> offset + length <= hereBytes);
      } while (more);
    }
    if (carriesOut) {
      SiteLife.carryOut(interpreter, publish.file());
    }
  }

  private static void deliver(
      ContentInterpreter interpreter,
      WrittenAssignment assignment,
      FaultyFileSystem ops,
      RefusalReason reason,
      String when) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
    if (!outcome.succeeded()) {
      assertTrue(ops.hasFailed(), outcome.detail());
      assertEquals(reason, outcome.reason(), when + ": " + outcome.detail());
      outcome = interpreter.carryOut(assignment.file());
    }
    assertTrue(outcome.succeeded(), when + ": " + outcome.detail());
  }

  /** At which step. */
  private int dies(Server server, FaultyFileSystem ops, String when) throws IOException {
    int step = 0;
    try (ContentInterpreter interpreter = open(server, ops)) {
      for (Step next : chapter.steps()) {
        next.action().on(interpreter, server);
        step++;
      }
    } catch (SimulatedCrash e) {
      return Math.min(step, 1);
    } finally {
      ops.settle();
    }
    throw new AssertionError("no crash " + when);
  }

  private void requireWhole(Server server, String when) throws IOException {
    if (server.versionNames().contains("2")) {
      assertEquals(film, TreeReading.read(server.site().version(2)), when);
    }
  }

  private Server copy() throws IOException {
    runs++;
    return SiteLife.copy(before, directory.resolve("run-" + runs));
  }

  private ContentInterpreter openAtLast(Server server, FaultyFileSystem ops) throws IOException {
    try {
      return open(server, ops);
    } catch (IOException e) {
      return open(server, ops);
    }
  }

  private ContentInterpreter open(Server server, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 2, ops);
  }
}
