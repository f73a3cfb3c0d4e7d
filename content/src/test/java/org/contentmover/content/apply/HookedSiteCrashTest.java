package org.contentmover.content.apply;

import static org.contentmover.content.fixture.HookScripts.after;
import static org.contentmover.content.fixture.HookScripts.afterOrBack;
import static org.contentmover.content.fixture.HookScripts.before;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.Test;

/** Hooks of a server that dies while it stages and switches. */
class HookedSiteCrashTest extends HookedSite {
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
