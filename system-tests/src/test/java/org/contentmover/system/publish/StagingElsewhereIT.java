package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** CM-1, CM-10: content that lies on a server in the staging role, read by its agent. */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StagingElsewhereIT {
  private static final String EDITORS = "editors";
  private static final long PATIENCE_MILLIS = 300_000;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("staging-elsewhere-it", new FarmSpec(1, 1, 0, 13_000));

  private static final Path OFFERED = RUNNING.work().resolve("offered");
  private static final Path STAGING = OFFERED.resolve("www");
  private static Farm farm;
  private static String backEnd;

  @BeforeAll
  static void addStagingServer() throws Exception {
    farm = RUNNING.farm();
    backEnd = farm.serverNames().get(0);
    Trees.delete(OFFERED);
    Trees.writeNoise(STAGING, 300, 20_000, 1);
    Trees.writeNoise(STAGING.resolve("film"), 1, 90_000_000, 2);
    farm.add(
        EDITORS,
        farm.servers().get(0).segment(),
        Map.of("server.role", "staging", "staging.directories", OFFERED.toString()));
  }

  @Test
  @Order(1)
  void shouldPublishWhatLiesOnAnotherServer() throws Exception {
    farm.publishing().stageOn(EDITORS, STAGING);
    RunStatus run = farm.publishing().publish(PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
    assertLiveIsStaged();
  }

  @Test
  @Order(2)
  void shouldHaveNoPartInItsSegment() {
    JsonObject segment =
        farm.ccm()
            .good(
                farm.ccm().get("/api/v1/segments/" + farm.servers().get(0).segment()),
                "reading the segment");
    assertFalse(segment.toString().contains("\"leader\":\"" + EDITORS), segment.toString());
    assertFalse(Files.exists(farm.liveDirectory(EDITORS)));
  }

  @Test
  @Order(3)
  void shouldGoOnWhenTheServerIsKilledAndStartedAgainMeanwhile() throws Exception {
    Trees.writeNoise(STAGING.resolve("film"), 1, 90_000_000, 3);
    RunStatus started = farm.publishing().startRun();
    farm.kill(EDITORS);
    farm.startAgain(EDITORS);
    RunStatus[] last = {started};
    Waiting.until(
        "for the end of the run",
        PATIENCE_MILLIS,
        () -> {
          last[0] = farm.publishing().run(started.id());
          return last[0].ended();
        });
    assertTrue(last[0].succeeded(), last[0].explanation());
    assertLiveIsStaged();
  }

  /** CM-11. */
  @Test
  @Order(4)
  void shouldTellWhatWouldBeDoneWithoutDoingIt() throws Exception {
    Trees.writeNoise(STAGING.resolve("more"), 4, 50_000, 5);
    String shown = shown();
    JsonObject preview = preview();
    assertEquals("READY", preview.getString("status"), preview.toString());
    JsonObject changes = preview.getJsonObject("changes");
    assertEquals(6, changes.getInt("entriesNew"), "a directory, four files and their index");
    assertEquals(200_000 + "noise 5".length(), changes.getInt("contentBytes"));
    assertTrue(preview.getBoolean("enough"), preview.toString());
    JsonObject server = preview.getJsonArray("servers").getJsonObject(0);
    assertTrue(server.getBoolean("takesPart"), preview.toString());
    assertTrue(server.getInt("requiredBytes") >= 200_000, preview.toString());
    assertEquals(0, preview.getJsonArray("conflicts").size(), preview.toString());
    assertEquals(shown, shown());

    RunStatus run = farm.publishing().publish(PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
    assertLiveIsStaged();
    int sentBytes =
        farm.publishing().runView(run.id()).getJsonObject("plan").getInt("assignmentBytes");
    assertEquals(sentBytes, changes.getInt("assignmentBytes"), 64.0);
  }

  private static String shown() throws Exception {
    return Files.readSymbolicLink(farm.liveDirectory(backEnd)).getFileName().toString();
  }

  private static JsonObject preview() {
    JsonObject order = Json.createObjectBuilder().add("job", "publish-demo").build();
    JsonObject begun =
        farm.ccm().good(farm.ccm().post("/api/v1/previews", order), "asking for a preview");
    String path = "/api/v1/previews/" + begun.getString("id");
    Waiting.until(
        "for the end of the preview",
        PATIENCE_MILLIS,
        () -> farm.ccm().good(farm.ccm().get(path), "the preview").getBoolean("ended"));
    return farm.ccm().good(farm.ccm().get(path), "the preview");
  }

  @Test
  @Order(5)
  void shouldRefuseADirectoryTheServerDoesNotOffer() {
    farm.publishing().stageOn(EDITORS, RUNNING.work());
    RunStatus run = farm.publishing().publish(PATIENCE_MILLIS, status -> {});
    assertEquals("FAILED", run.phase());
    assertTrue(run.explanation().contains("staging.directories"), run.explanation());
  }

  @Test
  @Order(6)
  void shouldPublishByItselfWhenItIsQuietThere() throws Exception {
    farm.publishing().stageOn(EDITORS, STAGING);
    Trees.writeNoise(STAGING.resolve("news"), 3, 10_000, 4);
    JsonObject job =
        farm.ccm()
            .good(farm.ccm().get("/api/v1/jobs"), "reading jobs")
            .getJsonArray("items")
            .getJsonObject(0);
    String path = "/api/v1/jobs/" + job.getString("name");
    JsonObjectBuilder watching = Json.createObjectBuilder().add("publishWhenQuietFor", "PT5S");
    for (String kept : List.of("name", "type", "site", "group", "stagingArea", "quorum")) {
      watching.add(kept, job.get(kept));
    }
    farm.ccm()
        .good(farm.ccm().put(path, watching.build(), farm.ccm().get(path).etag()), "watching");
    Waiting.until(
        "for the change to be live",
        PATIENCE_MILLIS,
        () -> Files.isDirectory(farm.liveDirectory(backEnd).resolve("news")));
    assertLiveIsStaged();
  }

  private static void assertLiveIsStaged() throws Exception {
    Rsync.assertSame(STAGING, farm.liveDirectory(backEnd));
  }
}
