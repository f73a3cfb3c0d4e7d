package org.contentmover.content.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InstalledHooksTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final HookOccasion OCCASION =
      new HookOccasion(
          HookOccasion.Event.COMMIT,
          Publisher.SITE,
          Optional.of(Publisher.GROUP),
          7,
          Path.of("/srv/www.example.com/versions/7"),
          Path.of("/srv/www.example.com/live"),
          Optional.empty());

  @TempDir Path directory;
  private HookScripts scripts;

  @BeforeEach
  void makeDirectory() throws Exception {
    scripts = new HookScripts(directory);
  }

  private HookOutcome run(String name, Duration limit) throws Exception {
    return scripts.open(limit).run(HookScripts.after(name), OCCASION);
  }

  @Test
  void shouldTellAHookWhatItIsRunForAndNothingElse() throws Exception {
    scripts.install("tell", "env > " + scripts.file("env"), "echo $# >> " + scripts.file("env"));
    HookOutcome outcome =
        scripts
            .open(LONG)
            .run(HookScripts.after("tell", Map.of("zone-name", "eu@1", "age", "a=b")), OCCASION);
    assertTrue(outcome.succeeded(), outcome.text());
    Map<String, String> told = new TreeMap<>();
    for (String line : Files.readAllLines(scripts.file("env"))) {
      String[] parts = line.split("=", 2);
      told.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    // The shell's own.
    told.keySet().removeAll(List.of("PWD", "OLDPWD", "SHLVL", "_"));
    assertFalse(told.remove("CONTENT_MOVER_RUN").isEmpty());
    Map<String, String> expected = new TreeMap<>();
    expected.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    expected.put("LC_ALL", "C.UTF-8");
    expected.put("CONTENT_MOVER_HOOK", "tell");
    expected.put("CONTENT_MOVER_SERVER", "boston-1");
    expected.put("CONTENT_MOVER_EVENT", "COMMIT");
    expected.put("CONTENT_MOVER_SITE", "www.example.com");
    expected.put("CONTENT_MOVER_GROUP", "all");
    expected.put("CONTENT_MOVER_VERSION", "7");
    expected.put("CONTENT_MOVER_TREE", "/srv/www.example.com/versions/7");
    expected.put("CONTENT_MOVER_LIVE", "/srv/www.example.com/live");
    expected.put("CONTENT_MOVER_ARGUMENT_ZONE_NAME", "eu@1");
    expected.put("CONTENT_MOVER_ARGUMENT_AGE", "a=b");
    expected.put("0", "");
    assertEquals(expected, told);
  }

  @Test
  void shouldRunAHookInAnEmptyDirectoryThatIsRemoved() throws Exception {
    scripts.install("where", "pwd", "ls -A | wc -l", "mkdir -p a/b; echo x > a/b/c");
    HookOutcome outcome = run("where", LONG);
    String[] printed = outcome.text().split(": ")[1].split(" ");
    assertEquals("0", printed[1]);
    assertFalse(Files.exists(Path.of(printed[0])), printed[0]);
  }

  @Test
  void shouldTellAHookWhatHasChanged() throws Exception {
    ContentHash one = ContentHash.of(new byte[32]);
    ManifestEntry root = ManifestEntry.directory("", 0755, 1);
    ManifestEntry css = ManifestEntry.directory("css", 0755, 1);
    ManifestEntry kept = ManifestEntry.file("css/site.css", 0644, 1, 5, one);
    Manifest before =
        Manifest.of(
            List.of(
                root,
                css,
                kept,
                ManifestEntry.file("gone.html", 0644, 1, 5, one),
                ManifestEntry.file("news", 0644, 1, 5, one),
                ManifestEntry.file("touched.html", 0644, 1, 5, one)));
    Manifest now =
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0700, 2),
                css,
                kept,
                ManifestEntry.file("a\\b\nc.html", 0644, 1, 5, one),
                ManifestEntry.directory("news", 0755, 1),
                ManifestEntry.symlink("news/today", 1000, "../touched.html"),
                ManifestEntry.file("touched.html", 0644, 2, 5, one)));
    scripts.install("tell", "cat $CONTENT_MOVER_CHANGES; echo from $CONTENT_MOVER_FROM_VERSION");
    HookOutcome outcome =
        scripts
            .open(LONG)
            .run(
                HookScripts.after("tell"),
                new HookOccasion(
                    OCCASION.event(),
                    OCCASION.site(),
                    OCCASION.group(),
                    OCCASION.version(),
                    OCCASION.tree(),
                    OCCASION.live(),
                    Optional.of(new TreeChanges(6, before, now))));
    assertEquals(
        "A a\\\\b\\nc.html D gone.html D news A news/ A news/today M touched.html from 6",
        outcome.text().split(": ", 2)[1]);
  }

  @Test
  void shouldGiveNoInput() throws Exception {
    scripts.install("read", "cat");
    assertTrue(run("read", LONG).succeeded());
  }

  @Test
  void shouldLetTheExitCodeDecide() throws Exception {
    scripts.install("fine", "echo all is well");
    scripts.install("fails", "echo one; echo two >&2; exit 3");
    HookOutcome fine = run("fine", LONG);
    assertTrue(fine.succeeded());
    assertTrue(fine.text().matches("hook fine ran for [0-9.]+ s: all is well"), fine.text());
    HookOutcome fails = run("fails", LONG);
    assertFalse(fails.succeeded());
    assertTrue(
        fails.text().matches("hook fails failed with exit code 3 after [0-9.]+ s: one two"),
        fails.text());
  }

  @Test
  void shouldKeepTheEndOfALongOutput() throws Exception {
    scripts.install(
        "long", "yes 'a line that is said again' | head -n 100000; printf 'the\\000end'");
    HookOutcome outcome = run("long", LONG);
    assertTrue(outcome.succeeded(), outcome.text());
    assertTrue(outcome.text().length() < 400, outcome.text());
    assertTrue(outcome.text().endsWith("the end"), outcome.text());
  }

  @Test
  void shouldEndAHookWithAllItStartedAtItsLimit() throws Exception {
    scripts.install(
        "endless",
        "echo begun",
        "sleep 1000 & echo $! >> " + scripts.file("pids"),
        // One that gives up its parent and its session.
        "(setsid sh -c 'echo $$ >> " + scripts.file("pids") + "; exec sleep 1000' &)",
        "echo $$ >> " + scripts.file("pids"),
        "wait",
        "sleep 1000");
    HookOutcome outcome = run("endless", SHORT);
    assertFalse(outcome.succeeded());
    assertTrue(outcome.text().contains("its time limit: begun"), outcome.text());
    List<String> pids = Files.readAllLines(scripts.file("pids"));
    assertEquals(3, pids.size());
    for (String pid : pids) {
      assertFalse(isRunning(pid), pid);
    }
  }

  /** One that has ended may still be waiting for somebody to ask how: it has no command then. */
  private static boolean isRunning(String pid) throws IOException {
    Path command = Path.of("/proc", pid, "cmdline");
    return Files.exists(command) && Files.readAllBytes(command).length > 0;
  }

  @Test
  void shouldNotWaitForWhatAHookLeavesRunning() throws Exception {
    scripts.install("starts", "sleep 50 & echo $! > " + scripts.file("pid"), "exit 0");
    HookOutcome outcome = run("starts", Duration.ofSeconds(20));
    assertTrue(outcome.succeeded(), outcome.text());
    ProcessHandle left =
        ProcessHandle.of(Long.parseLong(Files.readString(scripts.file("pid")).strip()))
            .orElseThrow();
    assertTrue(left.isAlive(), "it was ended");
    left.destroyForcibly();
  }

  @Test
  void shouldEndAHookWhenTheAgentIsStopped() throws Exception {
    scripts.install("endless", "echo $$ > " + scripts.file("pid"), "exec sleep 1000");
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> run("endless", LONG));
    assertTrue(Thread.interrupted(), "forgot that it was to stop");
    assertTrue(
        ProcessHandle.current().children().filter(ProcessHandle::isAlive).findAny().isEmpty());
  }

  @Test
  void shouldSayWhyAHookCannotBeStarted() throws Exception {
    Path hook = scripts.install("broken").directory().resolve("broken");
    Files.writeString(hook, "#!/no/such/interpreter\n");
    HookOutcome outcome = run("broken", LONG);
    assertFalse(outcome.succeeded());
    assertTrue(
        outcome.text().contains("hook broken of server boston-1 cannot be started"),
        outcome.text());
  }

  @Test
  void shouldRefuseHooksThatAreNotInstalledAsTheyHaveToBe() throws Exception {
    Path file = scripts.install("there").directory().resolve("there");
    InstalledHooks hooks = scripts.open(LONG);
    hooks.require(List.of(HookScripts.after("there")));
    requireRefused(hooks, "absent", "is not installed: " + scripts.directory().resolve("absent"));
    Files.createDirectory(scripts.directory().resolve("directory"));
    requireRefused(hooks, "directory", "is not installed");
    for (String open : List.of("rwxrwxr-x", "rwxr-xrwx")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
      requireRefused(hooks, "there", "may be changed by others than its owner");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    requireRefused(hooks, "there", "may not be executed");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        scripts.directory(), PosixFilePermissions.fromString("rwxrwxr-x"));
    requireRefused(hooks, "there", "may be changed by others than its owner");
    requireRefused(
        InstalledHooks.noneOn("boston-1"), "there", "server boston-1 has no hooks.directory");
  }

  private static void requireRefused(InstalledHooks hooks, String name, String says)
      throws Exception {
    AssignmentRejected refused =
        assertThrows(
            AssignmentRejected.class, () -> hooks.require(List.of(HookScripts.after(name))));
    assertEquals(RefusalReason.HOOK_MISSING, refused.reason());
    assertTrue(refused.getMessage().contains("hook " + name), refused.getMessage());
    assertTrue(refused.getMessage().contains("server boston-1"), refused.getMessage());
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
    HookOutcome outcome = hooks.run(HookScripts.after(name), OCCASION);
    assertFalse(outcome.succeeded());
    assertEquals(refused.getMessage(), outcome.text());
  }

  @Test
  void shouldSweepAwayWhatAKilledAgentLeft() throws Exception {
    Files.createDirectories(directory.resolve("runs/reload-1/left"));
    scripts.open(LONG);
    try (Stream<Path> left = Files.list(directory.resolve("runs"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void shouldGoOnWhereAHookLeavesWhatCannotBeRemoved() throws Exception {
    scripts.install("leaves", "mkdir roots; echo x > roots/file; echo done");
    Files.createDirectories(directory.resolve("runs/earlier-1/roots"));
    InstalledHooks hooks =
        InstalledHooks.in(
            new DelegatingFileSystem() {
              @Override
              public void delete(Path path) throws IOException {
                throw new AccessDeniedException(path.toString());
              }
            },
            scripts.directory(),
            "boston-1",
            directory.resolve("runs"),
            LONG);
    for (int run = 0; run < 2; run++) {
      HookOutcome outcome = hooks.run(HookScripts.after("leaves"), OCCASION);
      assertTrue(outcome.succeeded(), outcome.text());
    }
    assertTrue(Files.exists(directory.resolve("runs/earlier-1/roots")), "it could be removed");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldEndAHookThatPrintsWithoutEndAtItsLimit() throws Exception {
    scripts.install("prints", "exec cat /dev/zero");
    HookOutcome outcome = run("prints", SHORT);
    assertFalse(outcome.succeeded());
    assertTrue(outcome.text().contains("its time limit"), outcome.text());
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotListenToWhatAHookLeavesRunning() throws Exception {
    scripts.install("leaves", "cat /dev/zero & echo $! > " + scripts.file("pid"), "exit 0");
    HookOutcome outcome = run("leaves", LONG);
    assertTrue(outcome.succeeded(), outcome.text());
    // It ends at its next word: nobody has the other end of its pipe.
    ProcessHandle.of(Long.parseLong(Files.readString(scripts.file("pid")).strip()))
        .ifPresent(left -> left.onExit().join());
  }
}
