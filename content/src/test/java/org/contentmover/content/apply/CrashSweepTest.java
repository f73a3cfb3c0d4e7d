package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process, or cuts the power, at every single operation on the file system (CI-5).
 * Whenever that is, live is exactly a tree that was meant to be live, a restart and a second
 * delivery bring what was wanted, and nothing is left over.
 */
class CrashSweepTest {
  private static final int VERSIONS_TO_KEEP = 2;

  @TempDir Path directory;
  private Publisher publisher;
  private Manifest first;
  private Manifest second;
  private Manifest third;
  private WrittenAssignment publish1;
  private WrittenAssignment commit1;
  private WrittenAssignment publish2;
  private WrittenAssignment commit2;
  private WrittenAssignment publish3;
  private WrittenAssignment commit3;

  @BeforeEach
  void writeAssignments() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging = SampleTree.at(directory.resolve("staging"));
    staging
        .file("index.html", "one")
        .file("a/same.txt", "same")
        .file("a/gone.txt", "gone")
        .file("a/mode.txt", "mode")
        .directory("empty")
        .symlink("link", "index.html");
    first = Publisher.scan(staging.root());
    publish1 = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    commit1 = publisher.order(AssignmentType.COMMIT, 1);
    staging.file("index.html", "two").delete("a/gone.txt").mode("a/mode.txt", "rwx------");
    second = Publisher.scan(staging.root());
    publish2 = publisher.publish(first, 1, staging.root(), 2);
    commit2 = publisher.order(AssignmentType.COMMIT, 2);
    staging.file("b/new.txt", "new").delete("link");
    third = Publisher.scan(staging.root());
    publish3 = publisher.publish(second, 2, staging.root(), 3);
    commit3 = publisher.order(AssignmentType.COMMIT, 3);
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  @Test
  void shouldSurviveTheFirstPublish() throws Exception {
    sweep(List.of(), List.of(publish1, commit1), List.of(Manifest.EMPTY, first), Set.of(1L));
  }

  @Test
  void shouldSurviveAnUpdate() throws Exception {
    sweep(
        List.of(publish1, commit1),
        List.of(publish2, commit2),
        List.of(first, second),
        Set.of(1L, 2L));
  }

  @Test
  void shouldSurviveAnUpdateThatPrunes() throws Exception {
    sweep(
        List.of(publish1, commit1, publish2, commit2),
        List.of(publish3, commit3),
        List.of(second, third),
        Set.of(2L, 3L));
  }

  @Test
  void shouldSurviveARollback() throws Exception {
    sweep(
        List.of(publish1, commit1, publish2, commit2),
        List.of(publisher.order(AssignmentType.ROLLBACK, 1)),
        List.of(second, first),
        Set.of(1L, 2L));
  }

  @Test
  void shouldSurviveAnAbort() throws Exception {
    sweep(
        List.of(publish1, commit1, publish2),
        List.of(publisher.order(AssignmentType.ABORT, 2)),
        List.of(first),
        Set.of(1L));
  }

  @Test
  void shouldSurviveCatchingUp() throws Exception {
    WrittenAssignment catchUp =
        publisher.write(
            publisher.order(AssignmentType.SYNCHRONIZE, 1, 3, Activation.IMMEDIATE), first, third);
    sweep(List.of(publish1, commit1), List.of(catchUp), List.of(first, third), Set.of(1L, 3L));
  }

  @Test
  void shouldSurviveAnotherCrashDuringRecovery() throws Exception {
    List<WrittenAssignment> assignments = List.of(publish2, commit2);
    int points = 0;
    for (long crash = 1; ; crash++) {
      Server server = prepared("twice-" + crash, List.of(publish1, commit1));
      if (!crashes(server, assignments, FaultyFileSystem.losingPowerAt(crash))) {
        break;
      }
      for (long again = 1;
          crashes(server, List.of(), FaultyFileSystem.losingPowerAt(again));
          again++) {
        requireLiveAmong(server, List.of(first, second), crash);
        points++;
      }
      requireEnd(server, assignments, List.of(first, second), Set.of(1L, 2L), crash);
    }
    assertTrue(points > 100, points + " points");
  }

  private void sweep(
      List<WrittenAssignment> before,
      List<WrittenAssignment> assignments,
      List<Manifest> liveTrees,
      Set<Long> versionsAfter)
      throws Exception {
    sweep(FaultyFileSystem::crashingAt, before, assignments, liveTrees, versionsAfter);
    sweep(FaultyFileSystem::losingPowerAt, before, assignments, liveTrees, versionsAfter);
  }

  /** One run for each operation; the last, in which nothing crashes, ends the sweep. */
  private void sweep(
      LongFunction<FaultyFileSystem> fault,
      List<WrittenAssignment> before,
      List<WrittenAssignment> assignments,
      List<Manifest> liveTrees,
      Set<Long> versionsAfter)
      throws Exception {
    long crash = 1;
    while (true) {
      Server server = prepared("run-" + crash, before);
      boolean crashed = crashes(server, assignments, fault.apply(crash));
      requireLiveAmong(server, liveTrees, crash);
      requireEnd(server, assignments, liveTrees, versionsAfter, crash);
      Trees.deleteRecursively(FileSystemOps.REAL, directory.resolve("run-" + crash));
      if (!crashed) {
        break;
      }
      crash++;
    }
    System.out.println("crash points swept: " + (crash - 1));
    assertTrue(crash > 10, "only " + crash + " operations: the sweep does not see them");
  }

  private Server prepared(String name, List<WrittenAssignment> before) throws IOException {
    Server server = Server.under(directory.resolve(name));
    carryOutAll(server, before, FaultyFileSystem.sound());
    return server;
  }

  private boolean crashes(
      Server server, List<WrittenAssignment> assignments, FaultyFileSystem faulty)
      throws IOException {
    try {
      carryOutAll(server, assignments, faulty);
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      faulty.settle();
    }
  }

  private void carryOutAll(Server server, List<WrittenAssignment> assignments, FileSystemOps ops)
      throws IOException {
    try (ContentInterpreter interpreter = open(server, ops)) {
      for (WrittenAssignment assignment : assignments) {
        AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
        assertTrue(outcome.succeeded(), outcome.detail());
      }
    }
  }

  private ContentInterpreter open(Server server, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        Publisher.GROUP::equals,
        TrustedKeys.of(publisher.key().publicKey()),
        Publisher.CLOCK,
        VERSIONS_TO_KEEP,
        ops);
  }

  private static void requireLiveAmong(Server server, List<Manifest> trees, long crash)
      throws Exception {
    Manifest live =
        server.liveTarget().equals("nothing")
            ? Manifest.EMPTY
            : TreeReading.read(server.site().live().toRealPath());
    assertTrue(trees.contains(live), "live is a mixture after a crash at operation " + crash);
  }

  private void requireEnd(
      Server server,
      List<WrittenAssignment> assignments,
      List<Manifest> liveTrees,
      Set<Long> versionsAfter,
      long crash)
      throws Exception {
    try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
      requireLiveAmong(server, liveTrees, crash);
      for (WrittenAssignment assignment : assignments) {
        AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      interpreter.prune();
    }
    String after = "after a crash at operation " + crash;
    assertEquals(liveTrees.get(liveTrees.size() - 1), server.liveTree(), after);
    List<String> names = new ArrayList<>();
    versionsAfter.stream()
        .sorted()
        .forEach(version -> names.addAll(List.of(version + "", version + ".manifest")));
    assertEquals(names, List.copyOf(server.versionNames()), after);
    Set<String> siteNames = server.names();
    siteNames.remove("backup");
    assertEquals(List.of("journal", "live", "lock", "versions"), List.copyOf(siteNames), after);
  }
}
