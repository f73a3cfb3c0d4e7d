package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The CCM's signing key is rotated on real servers (UI-4). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CcmKeysIT {
  private static final long PATIENCE_MILLIS = 180_000;
  private static final String KEYS = "/api/v1/ccm-keys";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("ccm-keys", new FarmSpec(1, 2, 0, 14_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;
  private static String firstKey;

  @BeforeAll
  static void publishOnce() throws IOException {
    farm = RUNNING.farm();
    firstKey = keys().getString("keyId");
    publish(1);
  }

  @Test
  @Order(1)
  void shouldPublishWithTheNextKeyOnceServersFollow() throws Exception {
    step("/introduction");
    awaitFollowing();
    step("/change");
    assertEquals(firstKey, keys().getString("otherKeyId"));
    publish(2);
    assertLive();
  }

  @Test
  @Order(2)
  void shouldBringAServerBackThatMissedTheOldKeysEnd() throws Exception {
    String away = farm.serverNames().get(1);
    farm.kill(away);
    step("/retirement");
    Waiting.until(
        "for the other server to follow",
        PATIENCE_MILLIS,
        () -> follows(farm.serverNames().get(0)));
    publish(3);
    farm.startAgain(away);
    awaitFollowing();
    Waiting.until(
        "for " + away + " to be brought up to date",
        PATIENCE_MILLIS,
        () -> live(away).equals(live(farm.serverNames().get(0))));
    assertLive();
  }

  @Test
  @Order(3)
  void shouldNameTheServersThatDoNotFollow() {
    String away = farm.serverNames().get(1);
    farm.kill(away);
    step("/introduction");
    CcmClient.Answer refused = farm.ccm().post(KEYS + "/change", JsonObject.EMPTY_JSON_OBJECT);
    assertEquals(409, refused.status());
    assertTrue(refused.problem().contains(away), refused.problem());
    farm.startAgain(away);
    awaitFollowing();
    step("/change");
  }

  private static JsonObject keys() {
    return farm.ccm().good(farm.ccm().get(KEYS), "the keys");
  }

  private static void step(String step) {
    farm.ccm().good(farm.ccm().post(KEYS + step, JsonObject.EMPTY_JSON_OBJECT), step);
  }

  private static void awaitFollowing() {
    Waiting.until(
        "for all servers to follow",
        PATIENCE_MILLIS,
        () -> farm.serverNames().stream().allMatch(CcmKeysIT::follows),
        () -> {},
        () -> keys().toString());
  }

  private static boolean follows(String server) {
    return keys().getJsonArray("servers").getValuesAs(JsonObject.class).stream()
        .anyMatch(it -> it.getString("server").equals(server) && it.getBoolean("current"));
  }

  private static void publish(int seed) throws IOException {
    Trees.delete(STAGING);
    Trees.write(STAGING, 20 + seed, seed);
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(
        run.succeeded() || run.phase().equals("PARTIAL"), run.phase() + ": " + run.explanation());
  }

  private static String live(String server) {
    try {
      return Files.readSymbolicLink(farm.liveDirectory(server)).getFileName().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void assertLive() throws Exception {
    for (String server : farm.serverNames()) {
      Rsync.assertSame(STAGING, farm.liveDirectory(server));
    }
  }
}
