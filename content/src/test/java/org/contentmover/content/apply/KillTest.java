package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.contentmover.content.apply.SiteLife.Chapter;
import org.contentmover.content.apply.SiteLife.Step;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills real processes that work on a site, at random moments (CI-5): what the sweep of simulated
 * crashes promises holds for them.
 */
class KillTest {
  private static final int KILLS = Integer.getInteger("tests.kills", 8);
  private static final int LONGEST_WAIT_MS = 60;

  @TempDir(factory = InMemory.class)
  Path directory;

  @Test
  void shouldShowTheOldOrTheNewVersionAfterAKill() throws Exception {
    long seed = Long.getLong("tests.seed", System.nanoTime());
    System.out.println("kills with -Dtests.seed=" + seed);
    Random random = new Random(seed);
    int killed = 0;
    try (SiteLife life = new SiteLife(directory)) {
      AfterACrash after = new AfterACrash(life::open);
      Path key = Files.write(directory.resolve("key"), life.publicKey().getEncoded());
      List<Server> before = befores(life);
      for (int kill = 1; kill <= KILLS; kill++) {
        int number = random.nextInt(life.chapters().size());
        Chapter chapter = life.chapters().get(number);
        Server server = SiteLife.copy(before.get(number), directory.resolve("kill-" + kill));
        int steps = chapter.steps().size();
        int done = play(key, server, chapter, random.nextInt(steps + 1), random);
        killed += done < steps ? 1 : 0;
        after.requireEnd(server, chapter, done, "after kill " + kill + " of seed " + seed, true);
      }
    }
    System.out.println("killed at work: " + killed + " of " + KILLS);
    assertTrue(killed > 0, "every process had ended before it was killed");
  }

  /** What each chapter begins with. */
  private List<Server> befores(SiteLife life) throws IOException {
    List<Server> befores = new ArrayList<>();
    Server server = Server.under(directory.resolve("before"));
    for (int i = 0; i < life.chapters().size(); i++) {
      befores.add(SiteLife.copy(server, directory.resolve("before-" + i)));
      try (ContentInterpreter interpreter = life.open(server, FaultyFileSystem.sound())) {
        for (Step step : life.chapters().get(i).steps()) {
          step.action().on(interpreter, server);
        }
      }
    }
    return befores;
  }

  /** How many steps the process had told of when it was killed, some time after the given one. */
  private static int play(Path key, Server server, Chapter chapter, int lines, Random random)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SiteProcess.class.getName(),
                key.toString(),
                server.site().path().getParent().toString()));
    chapter.steps().forEach(step -> command.add(step.assignment()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      int heard = 0;
      while (heard < lines && said.readLine() != null) {
        heard++;
      }
      boolean ended =
          process.waitFor(random.nextInt(LONGEST_WAIT_MS * 1_000), TimeUnit.MICROSECONDS);
      // Unlike the process itself its handle leaves open what it has said.
      process.toHandle().destroyForcibly();
      while (said.readLine() != null) {
        heard++;
      }
      assertTrue(!ended || process.waitFor() == 0, "the process failed by itself");
      // The first line says that the site is open.
      return Math.max(0, heard - 1);
    } finally {
      process.destroyForcibly();
    }
  }
}
