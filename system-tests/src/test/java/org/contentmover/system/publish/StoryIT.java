package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.contentmover.core.run.RunPhase;
import org.contentmover.farm.CcmClient;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The life of a site on real servers, from its first version until it is taken off; told twice,
 * once undisturbed and once with the CCM killed in the middle of every step (CM-8, SC-5, VC-1 to
 * VC-8, VC-10).
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryIT {
  private static final long PATIENCE_MILLIS = 300_000;

  /** So that there is a middle in which the CCM can be killed. */
  private static final long TEN_MBIT = 1_250_000;

  private static final long AT_ONCE_MILLIS = 2_000;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("story-it", new FarmSpec(2, 2, TEN_MBIT, 22_000));

  private static Farm farm;
  private static SiteOrders orders;

  @BeforeAll
  static void useFarm() {
    farm = RUNNING.farm();
    orders = new SiteOrders(farm, PATIENCE_MILLIS);
  }

  @Test
  @Order(1)
  void shouldShowTheExpectedTreeAfterEveryStep() throws Exception {
    new Story("calm", false).tell();
  }

  @Test
  @Order(2)
  void shouldEndTheSameWhenTheCcmIsKilledInTheMiddleOfEveryStep() throws Exception {
    new Story("killed", true).tell();
  }

  @Test
  @Order(3)
  void shouldForgetASiteThatWasTakenOff() {
    for (String path :
        List.of(
            "/jobs/publish-demo",
            "/content-groups/" + Publishing.SITE + "/everyone",
            "/staging-areas/demo",
            "/sites/" + Publishing.SITE)) {
      CcmClient.Answer answer = farm.ccm().delete("/api/v1" + path);
      assertEquals(204, answer.status(), answer::problem);
    }
  }

  /** Something that goes on and can be interrupted. */
  private interface Step {
    void go() throws Exception;
  }

  /** One telling: its own trees, its own added server. */
  private static final class Story {
    private final String name;
    private final boolean killing;
    private final Path first;
    private final Path second;
    private final Path third;

    Story(String name, boolean killing) throws IOException {
      this.name = name;
      this.killing = killing;
      first = tree(1);
      second = tree(2);
      third = tree(3);
    }

    void tell() throws Exception {
      String away = farm.serverNames().get(1);
      String added = "london-" + name;

      step("publish v1", () -> publish(first, RunPhase.PLANNING));
      orders.assertLiveEverywhere(first);

      String[] checkpoint = new String[1];
      step("checkpoint", () -> checkpoint[0] = checkpoint());
      orders.assertLiveEverywhere(first);

      step("publish v2", () -> publish(second, RunPhase.DISTRIBUTING));
      orders.assertLiveEverywhere(second);
      int good = orders.group().getInt("shadowVersion");

      step("kill a server", () -> kill(away));
      orders.assertLiveEverywhere(second);

      step("publish v3", () -> publish(third, RunPhase.DISTRIBUTING));
      orders.assertLive(third, othersThan(away));
      orders.assertLive(second, List.of(away));
      int withdrawn = orders.group().getInt("shadowVersion");

      step("start it again", () -> startAgain(away, withdrawn));
      orders.assertLiveEverywhere(third);

      step("add a server", () -> add(added, withdrawn));
      orders.assertLiveEverywhere(third);

      step("roll back", () -> rollBack(good));
      orders.assertLiveEverywhere(second);
      assertTrue(orders.version(withdrawn).containsKey("pin"), "v3 is pinned");
      step("v3 does not come back", () -> publishInVain(third, withdrawn));
      orders.assertLiveEverywhere(second);

      step("restore the checkpoint", () -> restore(checkpoint[0]));
      orders.assertLiveEverywhere(first);
      step("v2 does not come back", () -> publishInVain(second, good));
      step("neither does v3", () -> publishInVain(third, withdrawn));
      orders.assertLiveEverywhere(first);

      step("remove the site", this::remove);
      orders.assertNothingLive();
    }

    private void step(String what, Step step) throws Exception {
      long startNs = System.nanoTime();
      step.go();
      System.out.printf(
          "story, %s: %s took %d ms%n", name, what, (System.nanoTime() - startNs) / 1_000_000);
    }

    private void publish(Path tree, RunPhase middle) {
      farm.publishing().stage(tree);
      String run = farm.publishing().startRun().id();
      killWhen(() -> hasReached(run, middle), run);
      assertSucceeded(run);
    }

    private void publishInVain(Path tree, int pinned) {
      farm.publishing().stage(tree);
      String run = farm.publishing().startRun().id();
      killNow();
      RunStatus ended = orders.ended(run);
      assertEquals("FAILED", ended.phase(), ended.explanation());
      assertTrue(ended.explanation().contains("version " + pinned), ended.explanation());
    }

    private String checkpoint() {
      JsonObject made =
          farm.ccm()
              .good(
                  farm.ccm()
                      .post(
                          "/api/v1/checkpoints",
                          Json.createObjectBuilder()
                              .add("site", Publishing.SITE)
                              .add("group", "everyone")
                              .add("name", name)
                              .build()),
                  "making a checkpoint");
      killNow();
      String path = "/api/v1/checkpoints/" + made.getString("id");
      Waiting.until(
          "for the checkpoint",
          PATIENCE_MILLIS,
          () -> farm.ccm().get(path).body().getString("status", "").equals("COMPLETE"));
      return made.getString("id");
    }

    private void kill(String server) {
      farm.kill(server);
      killNow();
      Waiting.until("for the CCM to miss " + server, PATIENCE_MILLIS, () -> orders.isDown(server));
    }

    private void startAgain(String server, int version) {
      farm.startAgain(server);
      killWhen(() -> isCatchingUp(server), null);
      orders.awaitAllShow(version);
    }

    private void add(String server, int version) {
      farm.add(server, "london", Map.of());
      killWhen(() -> isCatchingUp(server), null);
      orders.awaitAllShow(version);
    }

    private void rollBack(int to) {
      long orderedNs = System.nanoTime();
      String run = orders.rollBack("prices were wrong");
      killNow();
      long tookMillis = orders.millisUntilAllShow(to, orderedNs);
      System.out.printf("story, %s: all live trees were back after %d ms%n", name, tookMillis);
      if (!killing) {
        assertTrue(tookMillis <= AT_ONCE_MILLIS, "took " + tookMillis + " ms");
      }
      assertSucceeded(run);
    }

    private void restore(String checkpoint) {
      String run = orders.restoreCheckpoint(checkpoint, "as it was before the campaign");
      killWhen(() -> hasReached(run, RunPhase.DISTRIBUTING), run);
      assertSucceeded(run);
    }

    private void remove() {
      String run = orders.removeEverything("the campaign is over");
      killNow();
      assertSucceeded(run);
    }

    private void assertSucceeded(String run) {
      RunStatus ended = orders.ended(run);
      assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    }

    /** Or has gone on, when that phase took less than until it was asked for again. */
    private static boolean hasReached(String run, RunPhase phase) {
      return RunPhase.valueOf(farm.publishing().run(run).phase()).compareTo(phase) >= 0;
    }

    private boolean isCatchingUp(String server) {
      return farm
          .ccm()
          .get("/api/v1/servers/" + server)
          .body()
          .getJsonArray("sites")
          .getValuesAs(JsonObject.class)
          .stream()
          .anyMatch(site -> site.getString("freshness").equals("CATCHING_UP"));
    }

    private void killWhen(BooleanSupplier inTheMiddle, String run) {
      if (!killing) {
        return;
      }
      Waiting.until("for the middle of the step", PATIENCE_MILLIS, inTheMiddle);
      Instant killedAt = Instant.now();
      killNow();
      if (run != null) {
        JsonObject summary = farm.publishing().runView(run).getJsonObject("summary");
        assertTrue(
            summary.isNull("endedAt")
                || Instant.parse(summary.getString("endedAt")).isAfter(killedAt),
            "ended before the CCM was killed");
      }
    }

    private void killNow() {
      if (killing) {
        farm.kill(Farm.CCM);
        farm.startAgain(Farm.CCM);
      }
    }

    private Path tree(int generation) throws IOException {
      Path tree = RUNNING.work().resolve(name + "-" + generation);
      Trees.delete(tree);
      Trees.writeNoise(tree, 30, 100_000, 10L * name.length() + generation);
      Trees.write(tree, 100 + 10 * generation, 10 * name.length() + generation);
      Path page = tree.resolve("section-1/page-1.html");
      Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-rw----"));
      Files.setLastModifiedTime(page, FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z")));
      Files.createSymbolicLink(tree.resolve("newest.html"), Path.of("section-1/page-1.html"));
      Files.createDirectory(tree.resolve("empty-" + generation));
      return tree;
    }
  }

  private static List<String> othersThan(String server) {
    return farm.serverNames().stream().filter(it -> !it.equals(server)).toList();
  }
}
