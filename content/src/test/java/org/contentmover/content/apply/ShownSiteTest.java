package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose web server names the tree it shows in its configuration, which the server's switch
 * hook writes (CI-9): visitors see what is live, and never a tree that is gone.
 */
class ShownSiteTest {
  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private HookScripts scripts;
  private SampleTree staging;
  private Server server;
  private ContentInterpreter interpreter;
  private final List<Manifest> trees = new ArrayList<>(List.of(Manifest.EMPTY));

  @BeforeEach
  void publishTheFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    scripts = new HookScripts(directory.resolve("etc"));
    scripts.install(
        "show",
        "echo \"$CONTENT_MOVER_EVENT $CONTENT_MOVER_VERSION"
            + " ${CONTENT_MOVER_FROM_VERSION:-?}\" >> "
            + scripts.file("seen"),
        "cat ${CONTENT_MOVER_CHANGES:-/dev/null} > " + scripts.file("changes"),
        "test ! -e " + scripts.file("broken-$CONTENT_MOVER_VERSION") + " || { echo why; exit 3; }",
        "echo $CONTENT_MOVER_TREE > " + scripts.file("root"),
        "test ! -e " + scripts.file("late-$CONTENT_MOVER_VERSION") + " || { echo late; exit 4; }");
    staging = SampleTree.at(directory.resolve("staging"));
    for (String text : List.of("one", "two", "three")) {
      staging.file("index.html", text);
      Manifest tree = publisher.takeIn(staging.root());
      trees.add(tree);
    }
    server = Server.under(directory.resolve("server"));
    interpreter = open(server, FileSystemOps.REAL, true);
    publish(1);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private ContentInterpreter open(Server it, FileSystemOps ops, boolean shows) throws IOException {
    return ContentInterpreter.open(
        it.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        VersionPolicy.ofCount(2),
        ops,
        new Surroundings(
            scripts.open(Duration.ofSeconds(60)),
            shows ? Optional.of("show") : Optional.empty(),
            new ConfigurationFiles("boston-1", Map.of()),
            Unsealing.NONE));
  }

  private void publish(int version) throws IOException {
    carryOut(Result.STAGED, content(version));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, version));
  }

  private Path content(int version) throws IOException {
    return publisher
        .write(
            publisher.order(AssignmentType.PUBLISH, version - 1, version),
            trees.get(version - 1),
            trees.get(version))
        .file();
  }

  private Path order(AssignmentType type, long base, long version) throws IOException {
    return publisher.writeOrder(publisher.order(type, base, version), ContentHash.NONE).file();
  }

  private AssignmentOutcome carryOut(Result expected, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  private Path root() throws IOException {
    return Path.of(Files.readString(scripts.file("root")).strip());
  }

  private String visitorsSee() throws IOException {
    return Files.readString(root().resolve("index.html"));
  }

  private List<String> seen() throws IOException {
    return Files.readAllLines(scripts.file("seen"));
  }

  @Test
  void shouldShowWhateverGoesLive() throws Exception {
    assertEquals("one", visitorsSee());
    publish(2);
    assertEquals("two", visitorsSee());
    assertEquals("M index.html\n", Files.readString(scripts.file("changes")));
    carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 2, 1));
    assertEquals("one", visitorsSee());
    carryOut(Result.COMMITTED, order(AssignmentType.REMOVE, 0, 3));
    assertEquals("D index.html\n", Files.readString(scripts.file("changes")));
    assertEquals(server.site().live().toRealPath(), root());
    assertEquals(List.of("COMMIT 1 ?", "COMMIT 2 1", "ROLLBACK 1 2", "REMOVAL 3 1"), seen());
  }

  @Test
  void shouldNotRunAgainWhileNothingElseIsLive() throws Exception {
    interpreter.prune();
    interpreter.close();
    interpreter = open(server, FileSystemOps.REAL, true);
    assertEquals(List.of("COMMIT 1 ?"), seen());
  }

  @Test
  void shouldGoBackToWhatCanBeShown() throws Exception {
    Files.createFile(scripts.file("broken-2"));
    carryOut(Result.STAGED, content(2));
    AssignmentOutcome outcome = carryOut(Result.FAILED, order(AssignmentType.COMMIT, 0, 2));
    assertEquals(RefusalReason.HOOK_FAILED, outcome.reason());
    assertTrue(outcome.detail().startsWith("version 1 is live again"), outcome.detail());
    assertEquals("one", visitorsSee());
    assertEquals(trees.get(1), server.liveTree());
    // What the one that failed has left is not known.
    assertEquals(List.of("COMMIT 1 ?", "COMMIT 2 1", "SWITCH_BACK 1 ?"), seen());
    assertEquals(Optional.empty(), interpreter.notShown());
  }

  @Test
  void shouldKeepWhatVisitorsSeeUntilSomethingElseIsShown() throws Exception {
    Files.createFile(scripts.file("broken-1"));
    Path damaged = server.site().version(1).resolve("index.html");
    Files.writeString(damaged, "others");
    interpreter.care().scrub(ReadPace.UNBOUNDED);
    assertEquals(
        "",
        interpreter
            .care()
            .repair((lost, out) -> out.write("one".getBytes(StandardCharsets.UTF_8)))
            .problem());
    assertEquals("versions/1.1", Files.readSymbolicLink(server.site().live()).toString());
    assertEquals("others", visitorsSee(), "the tree that is shown is gone");
    String problem = interpreter.notShown().orElseThrow();
    assertTrue(problem.startsWith("version 1 may not be shown: hook show failed"), problem);
    Files.delete(scripts.file("broken-1"));
    interpreter.prune();
    assertEquals("one", visitorsSee());
    assertEquals(Optional.empty(), interpreter.notShown());
    assertTrue(Files.exists(damaged), "requests may have begun with it");
    interpreter.prune();
    assertFalse(Files.exists(damaged), "the damaged tree is still there");
  }

  @Test
  void shouldKeepWhatVisitorsSawWhileAnotherVersionIsRepaired() throws Exception {
    publish(2);
    Path damaged = server.site().version(2).resolve("index.html");
    Files.writeString(damaged, "others");
    Files.writeString(server.site().version(1).resolve("index.html"), "others");
    interpreter.care().scrub(ReadPace.UNBOUNDED);
    List<String> texts = List.of("", "one", "two");
    List<Long> repaired =
        interpreter
            .care()
            .repair(
                (lost, out) ->
                    out.write(texts.get((int) lost.version()).getBytes(StandardCharsets.UTF_8)))
            .repaired();
    assertEquals(Set.of(1L, 2L), Set.copyOf(repaired));
    assertEquals("two", visitorsSee());
    assertTrue(Files.exists(damaged), "requests may have begun with it");
    interpreter.prune();
    assertFalse(Files.exists(damaged), "the damaged tree is still there");
  }

  /** It has shown what it was asked to, and fails afterwards; and cannot show what was before. */
  @Test
  void shouldKeepWhatAHookThatFailedMayHaveShown() throws Exception {
    Files.createFile(scripts.file("late-2"));
    Files.createFile(scripts.file("broken-1"));
    carryOut(Result.STAGED, content(2));
    carryOut(Result.FAILED, order(AssignmentType.COMMIT, 0, 2));
    assertEquals(trees.get(1), server.liveTree());
    interpreter.prune();
    assertEquals("two", visitorsSee(), "the tree that is shown is gone");
    assertTrue(interpreter.notShown().isPresent());
    Files.delete(scripts.file("broken-1"));
    interpreter.prune();
    interpreter.prune();
    assertEquals("one", visitorsSee());
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
  }

  @Test
  void shouldKeepWhatVisitorsSeeOfASiteThatIsTakenOff() throws Exception {
    Files.createFile(scripts.file("broken-2"));
    AssignmentOutcome outcome = carryOut(Result.COMMITTED, order(AssignmentType.REMOVE, 0, 2));
    assertTrue(outcome.detail().contains("hook show failed with exit code 3"), outcome.detail());
    assertEquals("one", visitorsSee(), "the tree that is shown is gone");
    Files.delete(scripts.file("broken-2"));
    interpreter.prune();
    interpreter.prune();
    assertEquals(server.site().live().toRealPath(), root());
    assertEquals(Set.of("2", "2.manifest"), server.versionNames());
  }

  /** Not even what is about to be shown can be noted, so nothing is. */
  @Test
  void shouldShowNothingThatCannotBeNoted() throws Exception {
    carryOut(Result.STAGED, content(2));
    interpreter.close();
    Files.delete(server.site().shown());
    Files.createDirectories(AtomicFile.temporary(server.site().shown()).resolve("in the way"));
    interpreter = open(server, FileSystemOps.REAL, true);
    assertTrue(interpreter.notShown().orElseThrow().contains("cannot be noted"));
    assertEquals(List.of("COMMIT 1 ?"), seen());
  }

  @Test
  void shouldForgetWhatCouldNotBeNotedOnceItIsShown() throws Exception {
    carryOut(Result.STAGED, content(2));
    Path inTheWay = AtomicFile.temporary(server.site().shown());
    Files.createDirectories(inTheWay.resolve("in the way"));
    carryOut(Result.FAILED, order(AssignmentType.COMMIT, 0, 2));
    assertTrue(interpreter.notShown().orElseThrow().contains("cannot be noted"));
    Files.delete(inTheWay.resolve("in the way"));
    Files.delete(inTheWay);
    interpreter.prune();
    assertEquals("one", visitorsSee());
    assertEquals(Optional.empty(), interpreter.notShown());
  }

  /** What is noted cannot be read for a while. */
  @Test
  void shouldDeleteNothingWhileItIsNotKnownWhatVisitorsSee() throws Exception {
    Files.createFile(scripts.file("late-2"));
    Files.createFile(scripts.file("broken-1"));
    carryOut(Result.STAGED, content(2));
    carryOut(Result.FAILED, order(AssignmentType.COMMIT, 0, 2));
    byte[] shown = Files.readAllBytes(server.site().shown());
    Files.delete(server.site().shown());
    Files.createDirectory(server.site().shown());
    assertThrows(IOException.class, interpreter::prune);
    assertEquals("two", visitorsSee(), "the tree that is shown is gone");
    Files.delete(server.site().shown());
    Files.write(server.site().shown(), shown);
    interpreter.prune();
    assertEquals("two", visitorsSee(), "the tree that is shown is gone");
  }

  @Test
  void shouldShowWhatWasLiveBeforeTheHookWasThere() throws Exception {
    interpreter.close();
    Files.delete(scripts.file("root"));
    interpreter = open(server, FileSystemOps.REAL, false);
    publish(2);
    interpreter.close();
    interpreter = open(server, FileSystemOps.REAL, true);
    assertEquals("two", visitorsSee());
    assertEquals("SHOW 2 ?", seen().get(1));
  }

  @Test
  void shouldShowADocumentRootThatWasAdopted() throws Exception {
    Server other = Server.under(directory.resolve("other"));
    Files.createDirectories(other.site().live());
    Files.writeString(other.site().live().resolve("index.html"), "before");
    try (ContentInterpreter adopting = open(other, FileSystemOps.REAL, true)) {
      assertEquals("before", visitorsSee());
      assertEquals(Optional.empty(), adopting.notShown());
    }
  }

  @Test
  void shouldTakeNothingWhileTheHookIsMissing() throws Exception {
    Files.delete(scripts.directory().resolve("show"));
    AssignmentOutcome outcome = carryOut(Result.REFUSED, content(2));
    assertEquals(RefusalReason.HOOK_MISSING, outcome.reason());
    assertTrue(outcome.detail().contains("hook show of server boston-1"), outcome.detail());
    assertEquals("one", visitorsSee());
  }

  /** The agent dies at every operation of two publishes, the second of which prunes. */
  @Test
  void shouldShowAWholeTreeAfterACrashAtAnyOperation() throws Exception {
    List<Path> work =
        List.of(
            content(2),
            order(AssignmentType.COMMIT, 0, 2),
            content(3),
            order(AssignmentType.COMMIT, 0, 3));
    interpreter.close();
    int points = 0;
    boolean crashed = true;
    for (long n = 1; crashed; n++) {
      Server copy = SiteLife.copy(server, directory.resolve("run-" + n));
      try (ContentInterpreter shown = open(copy, FileSystemOps.REAL, true)) {
        Files.delete(copy.site().shown());
        shown.prune();
      }
      crashed = diesOf(copy, work, FaultyFileSystem.crashingAt(n));
      String when = "after a crash at operation " + n;
      assertTrue(List.of("one", "two", "three").contains(visitorsSee()), when);
      try (ContentInterpreter again = open(copy, FaultyFileSystem.sound(), true)) {
        assertEquals(copy.site().live().toRealPath(), root(), when);
        work.forEach(again::carryOut);
      }
      assertEquals("three", visitorsSee(), when);
      assertEquals(trees.get(3), copy.liveTree(), when);
      points++;
    }
    System.out.println("crash points with a switch hook swept: " + points);
    assertTrue(points > 60, "only " + points);
    interpreter = open(server, FileSystemOps.REAL, true);
  }

  private boolean diesOf(Server copy, List<Path> work, FaultyFileSystem ops) throws IOException {
    try (ContentInterpreter dying = open(copy, ops, true)) {
      work.forEach(dying::carryOut);
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }
}
