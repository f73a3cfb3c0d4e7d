package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
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

/** What an administrator orders beside jobs, on real servers (VC-4, VC-7, VC-8, VC-10). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollbackIT {
  private static final long PATIENCE_MILLIS = 120_000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("rollback-it", new FarmSpec(2, 2, 0, 15_000));

  private static final Path FIRST = RUNNING.work().resolve("first");
  private static final Path SECOND = RUNNING.work().resolve("second");
  private static Farm farm;
  private static SiteOrders orders;

  @BeforeAll
  static void publishTwice() throws IOException {
    farm = RUNNING.farm();
    orders = new SiteOrders(farm, PATIENCE_MILLIS);
    Trees.delete(FIRST);
    Trees.delete(SECOND);
    Trees.write(FIRST, 200, 1);
    Trees.write(SECOND, 220, 2);
    publish(FIRST);
    publish(SECOND);
  }

  @Test
  @Order(1)
  void shouldShowTheVersionBeforeOnEveryServerAtOnce() throws Exception {
    long orderedNs = System.nanoTime();
    String run = orders.rollBack("the second one was a mistake");
    long tookMillis = orders.millisUntilAllShow(1, orderedNs);
    System.out.println("All live trees were switched " + tookMillis + " ms after the order.");
    orders.assertLiveEverywhere(FIRST);

    RunStatus ended = orders.ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertEquals(1, orders.group().getInt("shadowVersion"));
    JsonObject pin = orders.version(2).getJsonObject("pin");
    assertEquals("the second one was a mistake", pin.getString("reason"));
    assertTrue(pin.getString("by").contains(farm.user()), pin.toString());
  }

  @Test
  @Order(2)
  void shouldNotPublishAgainWhatWasWithdrawn() throws Exception {
    RunStatus run = farm.publishing().publish(SECOND, PATIENCE_MILLIS, status -> {});
    assertEquals("FAILED", run.phase());
    assertTrue(run.explanation().contains("version 2"), run.explanation());
    orders.assertLiveEverywhere(FIRST);
  }

  @Test
  @Order(3)
  void shouldBringAServerBackThatWasAway() throws Exception {
    Path third = third();
    Trees.delete(third);
    Trees.write(third, 240, 3);
    publish(third);
    orders.assertLiveEverywhere(third);
    String away = farm.serverNames().get(3);
    farm.kill(away);
    Waiting.until("for the CCM to miss " + away, PATIENCE_MILLIS, () -> orders.isDown(away));
    RunStatus ended = orders.ended(orders.rollBack("the third one, too"));
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertTrue(ended.explanation().contains(away), ended.explanation());
    farm.startAgain(away);
    orders.awaitAllShow(1);
    orders.assertLiveEverywhere(FIRST);
  }

  @Test
  @Order(4)
  void shouldPublishTheTreeOfAnEarlierVersionAgain() throws Exception {
    RunStatus ended = orders.ended(orders.restoreVersion(2, "it was right after all"));
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    orders.assertLiveEverywhere(SECOND);
    assertEquals(
        orders.version(4).getString("manifestSha256"),
        orders.version(2).getString("manifestSha256"));
  }

  @Test
  @Order(5)
  void shouldHoldWhatIsStagedUntilItIsMadeLive() throws Exception {
    farm.publishing().stage(third());
    String run =
        orders.posted(
            "/api/v1/jobs/publish-demo/runs?hold=true&evenIfPinned=true",
            Json.createObjectBuilder());
    Waiting.until(
        "for the servers to stage",
        PATIENCE_MILLIS,
        () -> farm.publishing().run(run).phase().equals("STAGED"));
    orders.assertLiveEverywhere(SECOND);
    orders.posted("/api/v1/runs/" + run + "/commit", Json.createObjectBuilder());
    RunStatus ended = orders.ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    orders.assertLiveEverywhere(third());
  }

  @Test
  @Order(6)
  void shouldGoLiveAtItsTimeThoughTheCcmWasDownBefore() throws Exception {
    Path fourth = RUNNING.work().resolve("fourth");
    Trees.delete(fourth);
    Trees.write(fourth, 210, 4);
    farm.publishing().stage(fourth);
    Instant at = Instant.now().plusSeconds(60);
    String run =
        orders.posted("/api/v1/jobs/publish-demo/runs?commitAt=" + at, Json.createObjectBuilder());
    Waiting.until(
        "for the servers to stage",
        PATIENCE_MILLIS,
        () -> farm.publishing().run(run).phase().equals("STAGED"));
    farm.kill(Farm.CCM);
    assertTrue(Instant.now().isBefore(at), "killed too late");
    orders.assertLiveEverywhere(third());
    farm.startAgain(Farm.CCM);
    RunStatus ended = orders.ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertFalse(Instant.now().isBefore(at), "went live before its time");
    orders.assertLiveEverywhere(fourth);
  }

  private static Path third() {
    return RUNNING.work().resolve("third");
  }

  @Test
  @Order(7)
  void shouldShowAndKeepNothingOfASiteThatIsTakenOff() throws Exception {
    RunStatus ended = orders.ended(orders.removeEverything("the campaign is over"));
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    for (String server : farm.serverNames()) {
      Path live = farm.liveDirectory(server);
      assertEquals(List.of(), names(live), server);
      assertEquals(
          List.of(orders.liveVersion(server), orders.liveVersion(server) + ".manifest"),
          names(live.resolveSibling("versions")),
          server);
      HttpRequest page =
          HttpRequest.newBuilder(URI.create(farm.liveUrl(server) + "section-1/page-1.html"))
              .build();
      assertEquals(
          404, HTTP.send(page, HttpResponse.BodyHandlers.discarding()).statusCode(), server);
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> content = Files.list(directory)) {
      return content.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void publish(Path directory) {
    RunStatus run = farm.publishing().publish(directory, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.phase() + ": " + run.explanation());
  }
}
