package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.contentmover.farm.CcmClient;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hot content on real servers: placed, brought again, taken back, overtaken, withdrawn (CM-8). */
@Tag("system")
class HotContentIT {
  private static final long PATIENCE_MILLIS = 120_000;
  private static final String GROUP = "/api/v1/content-groups/www.example.com/everyone";
  private static final String HOT = GROUP + "/hot-content";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("hot-it", new FarmSpec(1, 2, 0, 12_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;

  @BeforeAll
  static void stage() throws IOException {
    farm = RUNNING.farm();
    Files.createDirectories(STAGING.resolve("news"));
  }

  private static void write(String home, String news) throws IOException {
    Files.writeString(STAGING.resolve("index.html"), home);
    Files.writeString(STAGING.resolve("news/index.html"), news);
  }

  private static void publish(String home, String news) throws IOException {
    write(home, news);
    requireSucceeded(farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {}));
  }

  private static void requireSucceeded(RunStatus run) {
    assertTrue(run.succeeded(), run.phase() + ": " + run.explanation());
  }

  private static long place(String server) {
    JsonObject order =
        Json.createObjectBuilder()
            .add("stagingArea", "demo")
            .add("paths", Json.createArrayBuilder(List.of("news/")))
            .add("servers", Json.createArrayBuilder(List.of(server)))
            .add("reason", "flash")
            .build();
    CcmClient.Answer answer = farm.ccm().post(HOT, order);
    assertEquals(202, answer.status(), answer::problem);
    return answer.body().getJsonNumber("version").longValue();
  }

  private static boolean shows(String server, String home, String news) {
    try {
      Path live = farm.liveDirectory(server);
      return Files.readString(live.resolve("index.html")).equals(home)
          && Files.readString(live.resolve("news/index.html")).equals(news);
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(String server, String home, String news) {
    Waiting.until(
        "for " + server + " to show " + home + " and " + news,
        PATIENCE_MILLIS,
        () -> shows(server, home, news));
  }

  private static String standing(String server) {
    JsonArray sites = farm.ccm().get("/api/v1/servers/" + server).body().getJsonArray("sites");
    return sites.getJsonObject(0).getString("explanation");
  }

  @Test
  void shouldShowHotContentUntilItIsOver() throws Exception {
    String hot = farm.serverNames().get(0);
    String other = farm.serverNames().get(1);
    publish("home 1", "news 1");
    publish("home 2", "news 2");

    write("home draft", "flash 1");
    long placed = place(hot);
    await(hot, "home 2", "flash 1");
    assertTrue(shows(other, "home 2", "news 2"));
    Waiting.until(
        "for the CCM to know",
        PATIENCE_MILLIS,
        () -> standing(hot).contains("It differs on purpose"));
    assertTrue(standing(hot).contains("flash"), standing(hot));

    farm.kill(hot);
    write("home draft", "flash 2");
    long again = place(hot);
    farm.startAgain(hot);
    await(hot, "home 2", "flash 2");
    assertTrue(again > placed);

    CcmClient.Answer back = farm.ccm().delete(HOT + "/" + again);
    assertEquals(200, back.status(), back::problem);
    await(hot, "home 2", "news 2");

    write("home draft", "flash 3");
    place(hot);
    await(hot, "home 2", "flash 3");
    publish("home 3", "news 3");
    assertTrue(shows(hot, "home 3", "news 3"), "of the run itself");
    assertTrue(shows(other, "home 3", "news 3"), "of the run itself");

    write("home draft", "flash 4");
    place(hot);
    await(hot, "home 3", "flash 4");
    JsonObject order = Json.createObjectBuilder().add("reason", "wrong").build();
    CcmClient.Answer answer = farm.ccm().post(GROUP + "/rollbacks", order);
    assertEquals(202, answer.status(), answer::problem);
    String run = answer.body().getJsonObject("summary").getString("id");
    Waiting.until("for the rollback", PATIENCE_MILLIS, () -> farm.publishing().run(run).ended());
    requireSucceeded(farm.publishing().run(run));
    for (String server : farm.serverNames()) {
      assertTrue(shows(server, "home 2", "news 2"), server);
    }
    assertTrue(
        farm.ccm().get(HOT).body().getJsonArray("items").stream()
            .allMatch(item -> !item.asJsonObject().getString("ended").isEmpty()),
        "all has ended");
  }
}
