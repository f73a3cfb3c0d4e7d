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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.Fingerprint;
import org.contentmover.content.fixture.Server;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;

/** Hooks around the switches of a site: when they are run, and what it means when they fail. */
class HookedSiteTest extends HookedSite {
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
}
