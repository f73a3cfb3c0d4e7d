package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.contentmover.farm.CcmClient;
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
  private static final String GROUP = "/api/v1/content-groups/www.example.com/everyone";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("rollback-it", new FarmSpec(2, 2, 0, 15_000));

  private static final Path FIRST = RUNNING.work().resolve("first");
  private static final Path SECOND = RUNNING.work().resolve("second");
  private static Farm farm;

  @BeforeAll
  static void publishTwice() throws IOException {
    farm = RUNNING.farm();
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
    String run = rollBack("the second one was a mistake");
    while (!allShow(1)) {
      long waitedNs = System.nanoTime() - orderedNs;
      assertTrue(waitedNs < TimeUnit.SECONDS.toNanos(30), () -> "still " + versionsOnDisk());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - orderedNs);
    System.out.println("All live trees were switched " + tookMillis + " ms after the order.");
    assertLiveEverywhere(FIRST);

    RunStatus ended = ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertEquals(1, group().getInt("shadowVersion"));
    JsonObject pin = version(2).getJsonObject("pin");
    assertEquals("the second one was a mistake", pin.getString("reason"));
    assertTrue(pin.getString("by").contains(farm.user()), pin.toString());
  }

  @Test
  @Order(2)
  void shouldNotPublishAgainWhatWasWithdrawn() throws Exception {
    RunStatus run = farm.publishing().publish(SECOND, PATIENCE_MILLIS, status -> {});
    assertEquals("FAILED", run.phase());
    assertTrue(run.explanation().contains("version 2"), run.explanation());
    assertLiveEverywhere(FIRST);
  }

  @Test
  @Order(3)
  void shouldBringAServerBackThatWasAway() throws Exception {
    Path third = RUNNING.work().resolve("third");
    Trees.delete(third);
    Trees.write(third, 240, 3);
    publish(third);
    assertLiveEverywhere(third);
    String away = farm.serverNames().get(3);
    farm.kill(away);
    Waiting.until("for the CCM to miss " + away, PATIENCE_MILLIS, () -> isDown(away));
    RunStatus ended = ended(rollBack("the third one, too"));
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertTrue(ended.explanation().contains(away), ended.explanation());
    farm.startAgain(away);
    Waiting.until(
        "for " + away + " to be brought back",
        PATIENCE_MILLIS,
        () -> allShow(1),
        () -> {},
        RollbackIT::versionsOnDisk);
    assertLiveEverywhere(FIRST);
  }

  @Test
  @Order(4)
  void shouldPublishTheTreeOfAnEarlierVersionAgain() throws Exception {
    JsonObjectBuilder order = Json.createObjectBuilder().add("version", 2);
    RunStatus ended = ended(order("restores", order.add("reason", "it was right after all")));
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertLiveEverywhere(SECOND);
    assertEquals(version(4).getString("manifestSha256"), version(2).getString("manifestSha256"));
  }

  @Test
  @Order(5)
  void shouldHoldWhatIsStagedUntilItIsMadeLive() throws Exception {
    farm.publishing().stage(FIRST);
    String run = posted("/api/v1/jobs/publish-demo/runs?hold=true", Json.createObjectBuilder());
    Waiting.until(
        "for the servers to stage",
        PATIENCE_MILLIS,
        () -> farm.publishing().run(run).phase().equals("STAGED"));
    assertLiveEverywhere(SECOND);
    posted("/api/v1/runs/" + run + "/commit", Json.createObjectBuilder());
    RunStatus ended = ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertLiveEverywhere(FIRST);
  }

  @Test
  @Order(6)
  void shouldShowAndKeepNothingOfASiteThatIsTakenOff() throws Exception {
    JsonObjectBuilder order = Json.createObjectBuilder().add("everything", true);
    RunStatus ended = ended(order("removals", order.add("reason", "the campaign is over")));
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    for (String server : farm.serverNames()) {
      Path live = farm.liveDirectory(server);
      assertEquals(List.of(), names(live), server);
      assertEquals(
          List.of(liveVersion(server), liveVersion(server) + ".manifest"),
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

  private static String rollBack(String reason) {
    return order("rollbacks", Json.createObjectBuilder().add("reason", reason));
  }

  private static String order(String what, JsonObjectBuilder order) {
    return posted(GROUP + "/" + what, order);
  }

  /** The run that was started or told. */
  private static String posted(String path, JsonObjectBuilder body) {
    CcmClient.Answer answer = farm.ccm().post(path, body.build());
    assertEquals(202, answer.status(), answer::problem);
    return answer.body().getJsonObject("summary").getString("id");
  }

  private static RunStatus ended(String run) {
    Waiting.until("for the rollback", PATIENCE_MILLIS, () -> farm.publishing().run(run).ended());
    return farm.publishing().run(run);
  }

  private static void publish(Path directory) {
    RunStatus run = farm.publishing().publish(directory, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.phase() + ": " + run.explanation());
  }

  private static JsonObject group() {
    return farm.ccm().good(farm.ccm().get(GROUP), "the content group");
  }

  private static JsonObject version(int number) {
    return farm
        .ccm()
        .good(farm.ccm().get(GROUP + "/versions"), "the versions")
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(version -> version.getInt("number") == number)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isDown(String server) {
    JsonObject view = farm.ccm().good(farm.ccm().get("/api/v1/servers/" + server), "the server");
    return view.getString("condition").equals("DOWN");
  }

  private static boolean allShow(long version) {
    return liveVersions().stream().allMatch(Long.toString(version)::equals);
  }

  private static String versionsOnDisk() {
    return "live are " + liveVersions();
  }

  private static List<String> liveVersions() {
    return farm.serverNames().stream().map(RollbackIT::liveVersion).toList();
  }

  private static String liveVersion(String server) {
    try {
      return Files.readSymbolicLink(farm.liveDirectory(server)).getFileName().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void assertLiveEverywhere(Path staging) throws Exception {
    for (String server : farm.serverNames()) {
      Rsync.assertSame(staging, farm.liveDirectory(server));
    }
  }
}
