package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.core.interpret.AssignmentType;
import org.junit.jupiter.api.Test;

/** Configuration entries when the agent dies between them. */
class ConfiguredSiteCrashTest extends ConfiguredSite {
  private static final List<String> FILES = List.of("app.json", "pools.xml", "shop.properties");
  private static final String APP_1 = "{\"v\":1}";
  private static final String APP_2 = "{\"v\":2}";
  private static final String POOLS_1 = "<v>1</v>";
  private static final String POOLS_2 = "<v v=\"2\"/>";

  /**
   * Whenever the agent dies, each file is old or new, and after the next start all of it is one.
   */
  @Test
  void shouldShowOldOrNewEntriesAfterACrashAtAnyOperation() throws Exception {
    Files.writeString(etc.resolve("app.json"), "{\"v\":0}");
    Files.writeString(etc.resolve("pools.xml"), "<v/>");
    publish(0, 1, "shop colour = blue", "shop new = 1", "app /v = 1", "pools /v = 1");
    List<Path> assignments =
        List.of(
            content(1, 2, "shop colour = green", "shop mode", "app /v = 2", "pools /v/@v = 2"),
            order(AssignmentType.COMMIT, 2),
            order(AssignmentType.ROLLBACK, 1));
    interpreter.close();
    int points = 0;
    for (boolean power : new boolean[] {false, true}) {
      boolean crashed = true;
      for (long n = 1; crashed; n++) {
        Server copy = SiteLife.copy(server, directory.resolve("run-" + power + n));
        Path files = Files.createDirectory(directory.resolve("etc-" + power + n));
        for (String name : FILES) {
          Files.copy(etc.resolve(name), files.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        crashed =
            diesOf(
                copy,
                files,
                assignments,
                power ? FaultyFileSystem.losingPowerAt(n) : FaultyFileSystem.crashingAt(n));
        String when = "after a crash at operation " + n + ", power lost: " + power;
        Set<String> now = lines(files);
        assertTrue(isOf(now, "1") || isOf(now, "2"), now + " " + when);
        assertTrue(Set.of(APP_1, APP_2).contains(app(files)), app(files) + when);
        assertTrue(Set.of(POOLS_1, POOLS_2).contains(pools(files)), pools(files) + when);
        try (ContentInterpreter again = open(copy, files, FaultyFileSystem.sound())) {
          assertTrue(isOf(lines(files), live(copy)), lines(files) + " " + live(copy) + when);
          assertEquals(live(copy).equals("1") ? APP_1 : APP_2, app(files), when);
          assertEquals(live(copy).equals("1") ? POOLS_1 : POOLS_2, pools(files), when);
          for (Path assignment : assignments) {
            AssignmentOutcome outcome = again.carryOut(assignment);
            assertTrue(outcome.succeeded(), outcome.detail() + " " + when);
          }
        }
        assertEquals("1", live(copy), when);
        assertTrue(isOf(lines(files), "1"), lines(files) + " " + when);
        assertEquals(APP_1, app(files), when);
        assertEquals(POOLS_1, pools(files), when);
        try (Stream<Path> left = Files.list(files)) {
          assertEquals(FILES, left.map(it -> it.getFileName().toString()).sorted().toList(), when);
        }
        points++;
      }
    }
    System.out.println("crash points with configuration entries swept: " + points);
    assertTrue(points > 80, "only " + points);
    interpreter = open(server, etc, FileSystemOps.REAL);
  }

  /** What the agent says of a commit is what is live, also when the file is gone after a crash. */
  @Test
  void shouldNotGoHalfwayWhenAFileIsGoneAfterACrash() throws Exception {
    publish(0, 1, "shop colour = blue", "shop new = 1");
    List<Path> assignments =
        List.of(content(1, 2, "shop colour = green"), order(AssignmentType.COMMIT, 2));
    interpreter.close();
    boolean crashed = true;
    for (long n = 1; crashed; n++) {
      Server copy = SiteLife.copy(server, directory.resolve("gone-" + n));
      Path files = Files.createDirectory(directory.resolve("etc-gone-" + n));
      Files.copy(etc.resolve("shop.properties"), files.resolve("shop.properties"));
      crashed = diesOf(copy, files, assignments, FaultyFileSystem.crashingAt(n));
      Files.delete(files.resolve("shop.properties"));
      try (ContentInterpreter again = open(copy, files, FaultyFileSystem.sound())) {
        AssignmentOutcome outcome = again.carryOut(assignments.get(1));
        String told = outcome.succeeded() ? "2" : "1";
        assertEquals(told, live(copy), outcome.detail() + " after operation " + n);
      }
    }
    interpreter = open(server, etc, FileSystemOps.REAL);
  }

  private static String app(Path files) throws IOException {
    return Files.readString(files.resolve("app.json"));
  }

  private static String pools(Path files) throws IOException {
    return Files.readString(files.resolve("pools.xml"));
  }

  private static String live(Server server) throws IOException {
    return Path.of(server.liveTarget()).getFileName().toString();
  }

  private static Set<String> lines(Path files) throws IOException {
    return new TreeSet<>(Files.readAllLines(files.resolve("shop.properties")));
  }

  private static boolean isOf(Set<String> lines, String version) {
    String shop = version.equals("1") ? SHOP_1 : SHOP_2;
    return lines.equals(new TreeSet<>(shop.lines().toList()));
  }

  private boolean diesOf(Server copy, Path files, List<Path> assignments, FaultyFileSystem ops)
      throws IOException {
    try (ContentInterpreter dying = open(copy, files, ops)) {
      for (Path assignment : assignments) {
        AssignmentOutcome outcome = dying.carryOut(assignment);
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }
}
