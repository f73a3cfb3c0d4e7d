package org.contentmover.content.apply;

import static org.contentmover.content.fixture.HookScripts.after;
import static org.contentmover.content.fixture.HookScripts.afterOrBack;
import static org.contentmover.content.fixture.HookScripts.before;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Fingerprint;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks around the switches of a site: when they are run, and what it means when they fail. */
class HookedSiteTest {
  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private HookScripts scripts;
  private SampleTree staging;
  private Server server;
  private ContentInterpreter interpreter;
  private Manifest first;
  private Manifest second;

  @BeforeEach
  void publishTheFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    scripts = new HookScripts(directory.resolve("etc"));
    staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    server = Server.under(directory.resolve("server"));
    // What a hook sees: the event, the version it is told, and the one that is live.
    String seen = scripts.file("seen").toString();
    String line =
        "$CONTENT_MOVER_EVENT $CONTENT_MOVER_VERSION $(cat $CONTENT_MOVER_LIVE/index.html)";
    scripts.install("note", "echo \"" + line + "\" >> " + seen);
    scripts.install("check", "grep -q ok $CONTENT_MOVER_TREE/index.html || { echo bad; exit 1; }");
    scripts.install("fails", "echo \"fails: " + line + "\" >> " + seen, "echo why; exit 7");
    first = publisher.takeIn(staging.root());
    staging.file("index.html", "two, ok");
    second = publisher.takeIn(staging.root());
    interpreter = open(server, FileSystemOps.REAL);
    carryOut(Result.STAGED, content(Manifest.EMPTY, 0, first, 1));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 1));
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private ContentInterpreter open(Server it, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        it.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        VersionPolicy.ofCount(3),
        ops,
        new Surroundings(
            scripts.open(Duration.ofSeconds(60)), new ConfigurationFiles("boston-1", Map.of())));
  }

  private Path content(Manifest base, long from, Manifest target, long to, HookCall... hooks)
      throws IOException {
    AssignmentOrder order = publisher.order(AssignmentType.PUBLISH, from, to);
    return publisher.write(order.withHooks(List.of(hooks)), base, target).file();
  }

  private Path order(AssignmentType type, long base, long version, HookCall... hooks)
      throws IOException {
    AssignmentOrder order = publisher.order(type, base, version).withHooks(List.of(hooks));
    WrittenAssignment written = publisher.writeOrder(order, ContentHash.NONE);
    assertTrue(written.sizeBytes() <= 8 * 1024, "more than one block: " + written.sizeBytes());
    return written.file();
  }

  private AssignmentOutcome carryOut(Result expected, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  private List<String> seen() throws IOException {
    Path seen = scripts.file("seen");
    return Files.exists(seen) ? Files.readAllLines(seen) : List.of();
  }

  private String backup() throws IOException {
    return Files.exists(server.site().backup(), LinkOption.NOFOLLOW_LINKS)
        ? Files.readSymbolicLink(server.site().backup()).toString()
        : "none";
  }

  @Test
  void shouldRunHooksAroundASwitchForwardAndBack() throws Exception {
    HookCall[] hooks = {before("check"), before("note"), after("note")};
    AssignmentOutcome staged = carryOut(Result.STAGED, content(first, 1, second, 2, hooks));
    assertTrue(staged.detail().contains("hook check ran"), staged.detail());
    assertEquals(List.of("STAGE 2 one"), seen());
    AssignmentOutcome committed =
        carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 2, after("note")));
    assertTrue(committed.detail().startsWith("hook note ran"), committed.detail());
    carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 2, 1, after("note")));
    assertEquals(List.of("STAGE 2 one", "COMMIT 2 two, ok", "ROLLBACK 1 one"), seen());
    carryOut(Result.COMMITTED, order(AssignmentType.REMOVE, 0, 3, after("note")));
    assertEquals("REMOVAL 3 ", seen().get(3));
  }

  @Test
  void shouldRefuseAVersionThatAHookSaysNoTo() throws Exception {
    staging.file("index.html", "not good");
    Manifest bad = publisher.takeIn(staging.root());
    Map<String, String> contentBefore = Fingerprint.ofContent(server.site().path());
    AssignmentOutcome outcome =
        carryOut(Result.FAILED, content(first, 1, bad, 2, before("check"), before("note")));
    assertEquals(RefusalReason.HOOK_FAILED, outcome.reason());
    assertTrue(outcome.detail().contains("version 2 was refused"), outcome.detail());
    assertTrue(outcome.detail().contains("exit code 1"), outcome.detail());
    assertTrue(outcome.detail().endsWith("bad"), outcome.detail());
    assertEquals(List.of(), seen(), "the hook after it was asked");
    assertEquals(contentBefore, Fingerprint.ofContent(server.site().path()));
    carryOut(Result.STAGED, content(first, 1, second, 3, before("check")));
  }

  @Test
  void shouldKeepABackupThatAHookSaysNoTo() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 2));
    AssignmentOutcome outcome =
        carryOut(Result.FAILED, content(Manifest.EMPTY, 0, first, 1, before("check")));
    assertEquals(RefusalReason.HOOK_FAILED, outcome.reason());
    carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 2, 1));
    assertEquals(first, server.liveTree());
  }

  @Test
  void shouldWriteNothingWhenAHookIsMissing() throws Exception {
    Map<String, String> before = Fingerprint.of(server.site().path());
    AssignmentOutcome outcome =
        carryOut(Result.REFUSED, content(first, 1, second, 2, before("check"), after("absent")));
    assertEquals(RefusalReason.HOOK_MISSING, outcome.reason());
    assertTrue(
        outcome.detail().contains("hook absent of server boston-1")
            && outcome.detail().contains(scripts.directory().toString()),
        outcome.detail());
    assertEquals(before, Fingerprint.of(server.site().path()));
  }

  @Test
  void shouldNotSwitchWhenAHookHasGoneMissing() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2, after("note")));
    Files.delete(scripts.directory().resolve("note"));
    Path commit = order(AssignmentType.COMMIT, 0, 2, after("note"));
    assertEquals(RefusalReason.HOOK_MISSING, carryOut(Result.REFUSED, commit).reason());
    assertEquals(first, server.liveTree());
  }

  @Test
  void shouldGoBackInSpiteOfAMissingHook() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 2));
    AssignmentOutcome outcome =
        carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 2, 1, afterOrBack("absent")));
    assertTrue(outcome.detail().contains("is not installed"), outcome.detail());
    assertEquals(first, server.liveTree());
  }

  @Test
  void shouldReportAHookThatFailsAfterTheSwitch() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    AssignmentOutcome outcome =
        carryOut(
            Result.COMMITTED, order(AssignmentType.COMMIT, 0, 2, after("fails"), after("note")));
    assertNull(outcome.reason());
    assertTrue(
        outcome.detail().startsWith("after the switch to version 2; hook fails failed"),
        outcome.detail());
    assertTrue(outcome.detail().contains("exit code 7"), outcome.detail());
    assertEquals(List.of("fails: COMMIT 2 two, ok", "COMMIT 2 two, ok"), seen());
    assertEquals(second, server.liveTree());
    assertEquals("versions/1", backup());
  }

  @Test
  void shouldSwitchBackWhenAHookSaysSo() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 2));
    staging.file("index.html", "three");
    Manifest third = publisher.takeIn(staging.root());
    carryOut(Result.STAGED, content(second, 2, third, 3));
    AssignmentOutcome outcome =
        carryOut(
            Result.FAILED, order(AssignmentType.COMMIT, 0, 3, after("note"), afterOrBack("fails")));
    assertEquals(RefusalReason.HOOK_FAILED, outcome.reason());
    assertTrue(outcome.detail().startsWith("version 2 is live again"), outcome.detail());
    assertTrue(outcome.detail().contains("hook fails failed with exit code 7"), outcome.detail());
    assertEquals(2, outcome.liveVersion());
    assertEquals(
        List.of(
            "COMMIT 3 three",
            "fails: COMMIT 3 three",
            "SWITCH_BACK 2 two, ok",
            "fails: SWITCH_BACK 2 two, ok"),
        seen());
    assertEquals(second, server.liveTree());
    assertEquals("versions/1", backup(), "the backup is not the one it was");
    assertEquals(0, interpreter.status().stagedVersion());
  }

  /** The agent dies after the journal has the result, and before anybody was told. */
  @Test
  void shouldTellOfHooksAgainAfterARestart() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    Path commit = order(AssignmentType.COMMIT, 0, 2, after("fails"));
    String told = carryOut(Result.COMMITTED, commit).detail();
    interpreter.close();
    interpreter = open(server, FileSystemOps.REAL);
    assertEquals(told, carryOut(Result.COMMITTED, commit).detail());

    staging.file("index.html", "three");
    carryOut(Result.STAGED, content(second, 2, publisher.takeIn(staging.root()), 3));
    Path back = order(AssignmentType.COMMIT, 0, 3, afterOrBack("fails"));
    told = carryOut(Result.FAILED, back).detail();
    interpreter.close();
    interpreter = open(server, FileSystemOps.REAL);
    AssignmentOutcome again = carryOut(Result.FAILED, back);
    assertEquals(RefusalReason.HOOK_FAILED, again.reason());
    assertEquals(told, again.detail());
  }

  /** It was told before; whoever sends it again may have seen to the hook. */
  @Test
  void shouldTryAgainAfterARestartWhatFailed() throws Exception {
    AssignmentOrder order =
        publisher
            .order(AssignmentType.SYNCHRONIZE, 1, 2, Activation.IMMEDIATE)
            .withHooks(List.of(afterOrBack("fails")));
    Path catchUp = publisher.write(order, first, second).file();
    carryOut(Result.FAILED, catchUp);
    interpreter.close();
    scripts.install("fails", "true");
    interpreter = open(server, FileSystemOps.REAL);
    carryOut(Result.COMMITTED, catchUp);
  }

  /** What is left of a failure says nothing of the success that came after it. */
  @Test
  void shouldNotTellOfAFailureBeforeASuccess() throws Exception {
    boolean[] full = new boolean[1];
    interpreter.close();
    interpreter =
        open(
            server,
            new DelegatingFileSystem() {
              @Override
              public void rename(Path from, Path to) throws IOException {
                if (full[0] && to.equals(server.site().report())) {
                  throw new IOException("No space left on device");
                }
                super.rename(from, to);
              }
            });
    AssignmentOrder order =
        publisher
            .order(AssignmentType.SYNCHRONIZE, 1, 2, Activation.IMMEDIATE)
            .withHooks(List.of(afterOrBack("fails")));
    Path catchUp = publisher.write(order, first, second).file();
    carryOut(Result.FAILED, catchUp);
    scripts.install("fails", "true");
    full[0] = true;
    carryOut(Result.COMMITTED, catchUp);
    interpreter.close();
    interpreter = open(server, FileSystemOps.REAL);
    AssignmentOutcome again = carryOut(Result.COMMITTED, catchUp);
    assertNull(again.detail());
  }

  @Test
  void shouldTellTheDriftOfTheVersionThatIsLiveInTheEnd() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    Files.writeString(server.site().version(1).resolve("one.php"), "not ours");
    Files.writeString(server.site().version(2).resolve("two.php"), "not ours");
    interpreter.care().scrub(ReadPace.UNBOUNDED);
    String told =
        carryOut(Result.FAILED, order(AssignmentType.COMMIT, 0, 2, afterOrBack("fails"))).detail();
    assertFalse(told.contains("version 2 was changed"), told);
    assertTrue(told.contains("version 1 was changed"), told);
  }

  @Test
  void shouldHaveNoBackupAfterSwitchingBackToTheFirstVersion() throws Exception {
    carryOut(Result.STAGED, content(first, 1, second, 2));
    carryOut(Result.FAILED, order(AssignmentType.COMMIT, 0, 2, afterOrBack("fails")));
    assertEquals(first, server.liveTree());
    assertEquals("none", backup());
  }

  @Test
  void shouldStayWhereThereIsNothingToSwitchBackTo() throws Exception {
    interpreter.close();
    server = Server.under(directory.resolve("empty"));
    interpreter = open(server, FileSystemOps.REAL);
    carryOut(Result.STAGED, content(Manifest.EMPTY, 0, second, 2));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 2, afterOrBack("fails")));
    assertEquals(second, server.liveTree());
  }

  @Test
  void shouldRunHooksOfAServerThatCatchesUp() throws Exception {
    AssignmentOrder order =
        publisher
            .order(AssignmentType.SYNCHRONIZE, 1, 2, Activation.IMMEDIATE)
            .withHooks(List.of(before("check"), after("note"), afterOrBack("fails")));
    AssignmentOutcome outcome =
        carryOut(Result.FAILED, publisher.write(order, first, second).file());
    assertEquals(RefusalReason.HOOK_FAILED, outcome.reason());
    assertEquals(first, server.liveTree());
  }

  /** The agent dies at every operation: hooks are run in the end, and what they say counts. */
  @Test
  void shouldRunHooksAfterACrashAtAnyOperation() throws Exception {
    for (boolean bad : new boolean[] {false, true}) {
      Path publish = content(first, 1, second, 2, before("check"), after("note"));
      HookCall last = bad ? afterOrBack("fails") : after("note");
      Path commit = order(AssignmentType.COMMIT, 0, 2, after("note"), last);
      Manifest end = bad ? first : second;
      interpreter.close();
      int points = 0;
      boolean crashed = true;
      for (long n = 1; crashed; n++) {
        Server copy = SiteLife.copy(server, directory.resolve("run-" + bad + "-" + n));
        Files.deleteIfExists(scripts.file("seen"));
        crashed = diesOf(copy, publish, commit, FaultyFileSystem.crashingAt(n));
        String when = "after a crash at operation " + n + " with a bad hook: " + bad;
        Manifest live = copy.liveTree();
        assertTrue(live.equals(first) || live.equals(second), "live is a mixture " + when);
        try (ContentInterpreter again = open(copy, FaultyFileSystem.sound())) {
          again.carryOut(publish);
          AssignmentOutcome outcome = again.carryOut(commit);
          assertEquals(!bad, outcome.succeeded(), outcome.detail() + " " + when);
          assertEquals(bad ? RefusalReason.HOOK_FAILED : null, outcome.reason(), when);
        }
        assertEquals(end, copy.liveTree(), when);
        assertTrue(seen().contains("COMMIT 2 two, ok"), "no hook was run " + when);
        if (bad) {
          assertTrue(seen().contains("SWITCH_BACK 1 one"), "no hook was run back " + when);
          assertFalse(
              Files.exists(copy.site().backup(), LinkOption.NOFOLLOW_LINKS), "a backup " + when);
        }
        points++;
      }
      System.out.println("crash points with hooks swept: " + points);
      assertTrue(points > 25, "only " + points);
      interpreter = open(server, FileSystemOps.REAL);
    }
  }

  private boolean diesOf(Server copy, Path publish, Path commit, FaultyFileSystem ops)
      throws IOException {
    try (ContentInterpreter dying = open(copy, ops)) {
      dying.carryOut(publish);
      dying.carryOut(commit);
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }
}
