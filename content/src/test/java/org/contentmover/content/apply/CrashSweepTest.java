package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;
import org.contentmover.content.apply.SiteLife.Chapter;
import org.contentmover.content.apply.SiteLife.Step;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process, or cuts the power, at every single operation on the file system in the life of
 * a site (CI-5). Whenever that is, live is exactly the tree from before or the one from after; the
 * next start cleans up; what was interrupted succeeds when it is delivered again.
 */
class CrashSweepTest {
  private static final long SEED = Long.getLong("tests.seed", 1);

  /** How many failures are followed by crashes at how many of the next operations. */
  private static final int CRASHES_AFTER_A_FAILURE = 12;

  /** After every so many crashes everything is delivered once more, and must change nothing. */
  private static final int DELIVERED_AGAIN_EACH = 4;

  @TempDir(factory = InMemory.class)
  Path directory;

  private SiteLife life;
  private AfterACrash after;
  private int points;
  private int runs;

  @BeforeEach
  void writeAssignments() throws Exception {
    life = new SiteLife(directory);
    after = new AfterACrash(life::open);
  }

  @AfterEach
  void close() throws Exception {
    life.close();
  }

  @Test
  void shouldShowTheOldOrTheNewVersionAfterACrashAtAnyOperation() throws Exception {
    System.out.println("crash sweep with -Dtests.seed=" + SEED);
    forEveryChapter(
        (chapter, before) -> {
          sweep(chapter, before, FaultyFileSystem::crashingAt);
          sweep(chapter, before, FaultyFileSystem::losingPowerAt);
          for (long variant = 0; variant < 3; variant++) {
            long seed = SEED * 1_000_003 + variant * 10_007;
            sweep(chapter, before, n -> losingAllAt(n, seed + n));
          }
        });
    System.out.println("crash points swept: " + points);
    assertTrue(points >= 2_000, "only " + points + " crash points");
  }

  @Test
  void shouldSurviveAnotherCrashDuringRecovery() throws Exception {
    Chapter chapter = life.chapters().get(1);
    Server before = Server.under(directory.resolve("before"));
    play(before, life.chapters().get(0), FaultyFileSystem.sound());
    for (long n = 1; ; n++) {
      Server crashed = copy(before);
      int step = play(crashed, chapter, losingAllAt(n, SEED + n));
      if (step == chapter.steps().size()) {
        break;
      }
      for (long again = 1; ; again++) {
        Server twice = copy(crashed);
        boolean died = diesWhileOpening(twice, losingAllAt(again, SEED * n + again));
        requireEnd(twice, chapter, step, "after crashes at operations " + n + " and " + again);
        if (!died) {
          break;
        }
        points++;
      }
      forget(crashed);
    }
    System.out.println("crash points swept during recovery: " + points);
    assertTrue(points > 500, "only " + points + " crash points");
  }

  /** An operation fails, which is reported and made good, and then the process dies. */
  @Test
  void shouldSurviveACrashAfterAFailure() throws Exception {
    Chapter chapter = life.chapters().get(1);
    Server before = Server.under(directory.resolve("before"));
    play(before, life.chapters().get(0), FaultyFileSystem.sound());
    boolean failed = true;
    for (long n = 1; failed; n++) {
      for (int later = 1; later <= CRASHES_AFTER_A_FAILURE; later++) {
        Server server = copy(before);
        FaultyFileSystem faulty =
            FaultyFileSystem.failingAt(n, () -> new IOException("Input/output error"))
                .thenCrashingAt(n + later);
        int step = playInSpiteOfFailures(server, chapter, faulty);
        failed = faulty.hasFailed();
        requireEnd(
            server, chapter, step, "after a failure of operation " + n + ", a crash at +" + later);
        points++;
      }
    }
    System.out.println("crash points swept after failures: " + points);
    assertTrue(points > 500, "only " + points + " crash points");
  }

  private interface Sweep {
    void of(Chapter chapter, Server before) throws Exception;
  }

  private void forEveryChapter(Sweep sweep) throws Exception {
    Server before = Server.under(directory.resolve("before"));
    for (Chapter chapter : life.chapters()) {
      sweep.of(chapter, before);
      play(before, chapter, FaultyFileSystem.sound());
    }
  }

  /** One run for each operation; the last, in which nothing crashes, ends the sweep. */
  private void sweep(Chapter chapter, Server before, LongFunction<FaultyFileSystem> fault)
      throws Exception {
    long n = 1;
    while (true) {
      Server server = copy(before);
      int step = play(server, chapter, fault.apply(n));
      requireEnd(server, chapter, step, "after a crash at operation " + n);
      if (step == chapter.steps().size()) {
        break;
      }
      points++;
      n++;
    }
    assertTrue(n > 30, "only " + n + " operations: the sweep does not see them");
  }

  private FaultyFileSystem losingAllAt(long operation, long seed) {
    return FaultyFileSystem.losingAllAt(operation, seed, directory.resolve("kept"));
  }

  /** Plays a chapter; the step at which the process died, or their number. */
  private int play(Server server, Chapter chapter, FaultyFileSystem ops) throws IOException {
    int step = 0;
    try (ContentInterpreter interpreter = life.open(server, ops)) {
      for (Step next : chapter.steps()) {
        next.action().on(interpreter, server);
        step++;
      }
    } catch (SimulatedCrash e) {
      return Math.min(step, chapter.steps().size() - 1);
    } finally {
      ops.settle();
    }
    return step;
  }

  private boolean diesWhileOpening(Server server, FaultyFileSystem ops) throws IOException {
    try {
      life.open(server, ops).close();
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }

  /** As an administrator does who tries again what failed. */
  private int playInSpiteOfFailures(Server server, Chapter chapter, FaultyFileSystem ops)
      throws IOException {
    int step = 0;
    try (ContentInterpreter interpreter = openAtLast(server, ops)) {
      for (Step next : chapter.steps()) {
        try {
          next.action().on(interpreter, server);
        } catch (AssertionError e) {
          if (!ops.hasFailed()) {
            throw e;
          }
          next.action().on(interpreter, server);
        }
        step++;
      }
    } catch (SimulatedCrash e) {
      return Math.min(step, chapter.steps().size() - 1);
    } finally {
      ops.settle();
    }
    return step;
  }

  private ContentInterpreter openAtLast(Server server, FaultyFileSystem ops) throws IOException {
    try {
      return life.open(server, ops);
    } catch (IOException e) {
      return life.open(server, ops);
    }
  }

  private void requireEnd(Server server, Chapter chapter, int step, String when) throws Exception {
    after.requireEnd(server, chapter, step, when, points % DELIVERED_AGAIN_EACH == 0);
  }

  private Server copy(Server server) throws IOException {
    runs++;
    return SiteLife.copy(server, directory.resolve("run-" + runs));
  }

  private static void forget(Server server) throws IOException {
    Trees.deleteRecursively(FileSystemOps.REAL, server.site().path().getParent());
  }
}
