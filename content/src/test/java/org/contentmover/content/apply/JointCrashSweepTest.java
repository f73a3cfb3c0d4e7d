package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.ids.HostedSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process, cuts the power, or has the disk fail, at every single operation on the file
 * system while three sites are switched together (CI-5, CM-9): after the next start all of them
 * show the old version, or all of them the new one.
 */
class JointCrashSweepTest {
  private static final long SEED = Long.getLong("tests.seed", 1);
  private static final List<String> NEW = List.of("two", "two", "two");

  @TempDir(factory = InMemory.class)
  Path directory;

  private List<String> old = List.of("one", "one", "one");
  private JointServer server;
  private Path order;
  private int points;
  private int mixed;
  private int runs;

  @BeforeEach
  void stageOnAllSites() throws Exception {
    server = new JointServer(directory);
    order = server.jointCommit();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void shouldShowOldOrNewOnAllSitesAfterACrashAtAnyOperation() throws Exception {
    System.out.println("joint crash sweep with -Dtests.seed=" + SEED);
    sweep(FaultyFileSystem::crashingAt);
    sweep(FaultyFileSystem::losingPowerAt);
    for (long variant = 0; variant < 3; variant++) {
      long seed = SEED * 1_000_003 + variant * 10_007;
      sweep(n -> losingAllAt(n, seed + n));
    }
    server.close();
    server = JointServer.ofNewSites(directory.resolve("new"));
    order = server.jointCommit();
    old = List.of("nothing", "nothing", "nothing");
    sweep(FaultyFileSystem::crashingAt);
    System.out.println("joint crash points swept: " + points + ", between renames: " + mixed);
    assertTrue(points >= 200, "only " + points + " crash points");
    assertTrue(mixed >= 10, "only " + mixed + " crashes between two sites: the sweep misses them");
  }

  @Test
  void shouldShowOldOrNewOnAllSitesAfterAnotherCrashDuringRecovery() throws Exception {
    for (long n = 1; ; n++) {
      Path crashed = copy();
      if (!dies(crashed, FaultyFileSystem.crashingAt(n))) {
        break;
      }
      for (long again = 1; ; again++) {
        Path twice = copyOf(crashed);
        boolean died = diesWhileOpening(twice, losingAllAt(again, SEED * n + again));
        requireAllAlike(twice, "after crashes at operations " + n + " and " + again);
        if (!died) {
          break;
        }
        points++;
      }
    }
    System.out.println("joint crash points swept during recovery: " + points);
    assertTrue(points >= 500, "only " + points + " crash points");
  }

  /** Once, and then for good until somebody repairs the disk. */
  @Test
  void shouldShowOldOrNewOnAllSitesWhateverFails() throws Exception {
    int lasting = 0;
    for (boolean forGood : new boolean[] {false, true}) {
      boolean failed = true;
      for (long n = 1; failed; n++) {
        FaultyFileSystem ops = failing(n, forGood);
        Path root = copy();
        String when = "after operation " + n + " failed" + (forGood ? " and all others" : "");
        try (JointServer.Sites sites = openOrNull(root, ops)) {
          if (sites != null) {
            AssignmentOutcome outcome = sites.carryOut(order);
            failed = ops.hasFailed();
            if (outcome.succeeded()) {
              assertEquals(NEW, JointServer.live(root), when);
            } else if (sites.problems().isEmpty()) {
              assertEquals(old, JointServer.live(root), when + ": " + outcome.detail());
            } else {
              lasting++;
            }
            ops.heal();
            sites.recover();
            assertEquals(List.of(), sites.problems(), when);
            requireAlike(root, when);
          }
        }
        ops.settle();
        requireAllAlike(root, when);
        points++;
      }
    }
    System.out.println("joint failures swept: " + points + ", ended when repaired: " + lasting);
    assertTrue(points >= 80, "only " + points + " failures");
    assertTrue(lasting > 0, "no failure kept the switch from its end");
  }

  private static FaultyFileSystem failing(long n, boolean forGood) {
    return forGood
        ? FaultyFileSystem.failingFrom(n, () -> new IOException("Read-only file system"))
        : FaultyFileSystem.failingAt(n, () -> new IOException("Input/output error"));
  }

  private JointServer.Sites openOrNull(Path root, FileSystemOps ops) {
    try {
      return server.open(root, ops);
    } catch (IOException e) {
      return null; // The agent does not start; nothing was begun.
    }
  }

  private void sweep(LongFunction<FaultyFileSystem> fault) throws Exception {
    for (long n = 1; ; n++) {
      Path root = copy();
      if (!dies(root, fault.apply(n))) {
        assertEquals(NEW, JointServer.live(root));
        assertTrue(n > 30, "only " + n + " operations: the sweep does not see them");
        return;
      }
      mixed += Set.copyOf(JointServer.live(root)).size() > 1 ? 1 : 0;
      requireAllAlike(root, "after a crash at operation " + n);
      points++;
    }
  }

  private FaultyFileSystem losingAllAt(long operation, long seed) {
    return FaultyFileSystem.losingAllAt(operation, seed, directory.resolve("kept"));
  }

  private boolean dies(Path root, FaultyFileSystem ops) throws IOException {
    try (JointServer.Sites sites = server.open(root, ops)) {
      AssignmentOutcome outcome = sites.carryOut(order);
      assertEquals(Result.COMMITTED, outcome.result(), outcome.detail());
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }

  private boolean diesWhileOpening(Path root, FaultyFileSystem ops) throws IOException {
    try {
      server.open(root, ops).close();
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }

  private void requireAlike(Path root, String when) throws IOException {
    List<String> live = JointServer.live(root);
    assertTrue(live.equals(old) || live.equals(NEW), live + " " + when);
  }

  /** Starts the agent; all sites are alike, and the order succeeds or did. */
  private void requireAllAlike(Path root, String when) throws Exception {
    for (String text : JointServer.live(root)) {
      assertTrue(Set.of("nothing", "one", "two").contains(text), text + " " + when);
    }
    try (JointServer.Sites sites = server.open(root, FaultyFileSystem.sound())) {
      requireAlike(root, when);
      List<String> live = JointServer.live(root);
      assertEquals(List.of(), sites.problems(), when);
      AssignmentOutcome outcome = sites.carryOut(order);
      if (outcome.succeeded()) {
        assertEquals(NEW, JointServer.live(root), when);
      } else {
        assertEquals(old, live, "none is to go live again, " + when + ": " + outcome.detail());
      }
      requireNothingLeft(root, when);
      for (HostedSite site : JointServer.SITES) {
        assertNull(sites.of(site).status().problem(), when);
      }
    }
    Trees.deleteRecursively(FileSystemOps.REAL, root);
  }

  private static void requireNothingLeft(Path root, String when) throws IOException {
    for (HostedSite site : JointServer.SITES) {
      Set<String> names = names(SiteDirectory.under(root, site).path());
      names.remove("backup");
      names.remove("report");
      names.remove("live");
      assertEquals(Set.of("journal", "lock", "versions"), names, site + " " + when);
    }
    Set<String> names = names(root);
    names.remove(".joint");
    assertEquals(JointServer.SITES.size(), names.size(), names + " " + when);
    if (Files.exists(root.resolve(".joint"))) {
      assertEquals(Set.of(), names(root.resolve(".joint")), when);
    }
  }

  private static Set<String> names(Path in) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> content = Files.list(in)) {
      content.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }

  private Path copy() throws IOException {
    return copyOf(server.root());
  }

  private Path copyOf(Path root) throws IOException {
    runs++;
    Path to = directory.resolve("run-" + runs);
    SiteLife.copyAll(root, to);
    return to;
  }
}
