package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
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

/** Files of real servers are damaged; the CCM hears of it, and they are whole again (CI-7). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ScrubIT {
  private static final long PATIENCE_MILLIS = 120_000;
  private static final String SCRUBS = "/api/v1/sites/" + Publishing.SITE + "/scrubs";
  private static final String PAGE = "section-7/page-7.html";
  private static final String OTHER = "section-8/page-8.html";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("scrub-it", new FarmSpec(1, 2, 0, 9_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;
  private static SiteOrders orders;

  @BeforeAll
  static void publish() throws IOException {
    farm = RUNNING.farm();
    orders = new SiteOrders(farm, PATIENCE_MILLIS);
    Trees.delete(STAGING);
    Trees.write(STAGING, 200, 1);
    publishStaging();
  }

  private static void publishStaging() {
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.phase() + ": " + run.explanation());
  }

  private static String damaged() {
    return farm.serverNames().get(1);
  }

  /** A bit flips; neither size nor time shows it. */
  private static void flipABit(Path file) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(5);
      int found = bytes.read();
      bytes.seek(5);
      bytes.write(found ^ 1);
    }
    Files.setLastModifiedTime(file, before);
  }

  private static void scrub() {
    CcmClient.Answer answer = farm.ccm().post(SCRUBS, JsonObject.EMPTY_JSON_OBJECT);
    assertEquals(202, answer.status(), answer::problem);
    for (JsonObject server : answer.body().getJsonArray("servers").getValuesAs(JsonObject.class)) {
      assertEquals("", server.getString("problem"));
    }
  }

  private static List<JsonObject> scrubs() {
    return farm.ccm()
        .good(farm.ccm().get(SCRUBS), "the scrubs")
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  private static void awaitState(String state) {
    Waiting.until(
        "for " + damaged() + " to be told as " + state,
        PATIENCE_MILLIS,
        () ->
            scrubs().stream()
                .anyMatch(
                    it ->
                        it.getString("server").equals(damaged())
                            && it.getString("state").equals(state)));
  }

  @Test
  @Order(1)
  void shouldTellThatAllIsWell() {
    scrub();
    awaitState("WHOLE");
  }

  @Test
  @Order(2)
  void shouldFindWhatNeitherSizeNorTimeShowsAndRepairIt() throws Exception {
    Path live = farm.liveDirectory(damaged());
    flipABit(live.resolve(PAGE));
    Files.delete(live.resolve(OTHER));
    Files.writeString(live.resolve("uploaded.php"), "not ours");
    scrub();
    awaitState("REPAIRED");
    JsonObject told =
        scrubs().stream()
            .filter(it -> it.getString("server").equals(damaged()))
            .findFirst()
            .orElseThrow();
    assertEquals(3, told.getInt("drifted"));
    List<String> paths =
        told.getJsonArray("paths").getValuesAs(JsonObject.class).stream()
            .map(path -> path.getString("kind") + " " + path.getString("path"))
            .sorted()
            .toList();
    assertEquals(List.of("CONTENT " + PAGE, "FOREIGN uploaded.php", "MISSING " + OTHER), paths);
    assertEquals("1.1", orders.liveVersion(damaged()));
    orders.assertLiveEverywhere(STAGING);
  }

  @Test
  @Order(3)
  void shouldPublishUponWhatWasRepaired() throws Exception {
    Files.writeString(STAGING.resolve("index.html"), "the second version");
    publishStaging();
    orders.awaitAllShow(2);
    orders.assertLiveEverywhere(STAGING);
  }
}
