package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.farm.CcmClient;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.ServerStatus;
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
 * EL-7, LD-9 on real servers: keyed by enrolment, rotated under load, closed to who was revoked.
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SegmentKeysIT {
  private static final String KEYS = "/api/v1/segments/boston/keys";
  private static final long TEN_MBIT = 1_250_000;
  private static final long PATIENCE_MILLIS = 300_000;
  private static final List<String> REFUSALS_OF_KEYS =
      List.of(
          "guard.refused.no-key",
          "guard.refused.plain",
          "guard.refused.unknown-key",
          "guard.refused.forged");

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("segment-keys", new FarmSpec(1, 3, TEN_MBIT, 19_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;

  @BeforeAll
  static void useFarm() {
    farm = RUNNING.farm();
  }

  @Test
  @Order(1)
  void shouldBeKeyedFromEnrolmentOn() throws Exception {
    awaitResting(1);
    for (String server : farm.serverNames()) {
      assertEquals(1, farm.counters(server).get("guard.key"), server);
      Path ring = ring(server);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)));
    }
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 10, 100_000, 1);
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
  }

  @Test
  @Order(2)
  void shouldRotateDuringAPublishWithoutAnOutage() throws Exception {
    JsonObject before = segment();
    Map<String, Long> refusedBefore = refusals(farm.serverNames());
    long framesBefore = received() + 100;
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 100, 400_000, 2);
    farm.publishing().stage(STAGING);
    RunStatus run = farm.publishing().startRun();
    Waiting.until("for frames on their way", PATIENCE_MILLIS, () -> received() > framesBefore);

    assertEquals(202, rotate().status());
    CcmClient.Answer twice = rotate();
    assertEquals(409, twice.status());
    assertTrue(twice.problem().contains(KEYS), twice.problem());
    Waiting.until("for the switch to key 2", PATIENCE_MILLIS, () -> keyId() == 2);
    assertFalse(farm.publishing().run(run.id()).ended(), "switched too late to show anything");
    awaitResting(2);
    Waiting.until(
        "for the end of the run", PATIENCE_MILLIS, () -> farm.publishing().run(run.id()).ended());

    RunStatus ended = farm.publishing().run(run.id());
    assertEquals("SUCCEEDED", ended.phase(), ended.explanation());
    JsonObject after = segment();
    assertEquals(before.getString("leader"), after.getString("leader"), "nobody lost the leader");
    assertEquals(before.getInt("epoch"), after.getInt("epoch"));
    assertEquals(refusedBefore, refusals(farm.serverNames()));
    for (String server : farm.serverNames()) {
      assertEquals(2, farm.counters(server).get("guard.key"), server);
      Rsync.assertSame(STAGING, farm.liveDirectory(server));
    }
  }

  @Test
  @Order(3)
  void shouldTakeNothingOfARevokedServer() throws Exception {
    String revoked = segment().getString("leader");
    List<String> others =
        farm.serverNames().stream().filter(server -> !server.equals(revoked)).toList();
    assertEquals(
        200,
        farm.ccm()
            .post("/api/v1/servers/" + revoked + "/revocation", JsonObject.EMPTY_JSON_OBJECT)
            .status());
    awaitResting(3);
    Waiting.until(
        "for another leader",
        PATIENCE_MILLIS,
        () -> farm.servers().stream().anyMatch(server -> leads(server, others)));
    // Whoever the CCM does not know to be there yet is brought to the version later.
    Waiting.until(
        "for the CCM to know that " + others + " are there",
        PATIENCE_MILLIS,
        () ->
            farm.servers().stream()
                .filter(server -> others.contains(server.name()))
                .allMatch(server -> server.state().equals("up")));
    Map<String, Long> before = refusals(others);
    Waiting.until(
        "for what " + revoked + " says to be refused by all others",
        PATIENCE_MILLIS,
        () ->
            refusals(others).entrySet().stream()
                .filter(one -> one.getKey().endsWith("unknown-key"))
                .allMatch(one -> one.getValue() > before.get(one.getKey())));
    for (String server : others) {
      assertEquals(3, farm.counters(server).get("guard.key"), server);
    }
    assertTrue(keysOf(revoked).stream().noneMatch(id -> id == 3), "it never gets the new key");

    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, 10, 100_000, 3);
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
    for (String server : others) {
      Rsync.assertSame(STAGING, farm.liveDirectory(server));
    }
  }

  /** Frames that all servers have written. */
  private static long received() {
    return farm.serverNames().stream()
        .mapToLong(server -> farm.counters(server).get("mctp.frames.received"))
        .sum();
  }

  private static boolean leads(ServerStatus server, List<String> among) {
    return among.contains(server.name()) && server.role().equals("leader");
  }

  private static Map<String, Long> refusals(List<String> servers) {
    Map<String, Long> refused = new TreeMap<>();
    for (String server : servers) {
      Map<String, Long> counters = farm.counters(server);
      REFUSALS_OF_KEYS.forEach(
          name -> refused.put(server + " " + name, counters.getOrDefault(name, 0L)));
    }
    return refused;
  }

  private static List<Integer> keysOf(String server) throws Exception {
    try (var reader = Json.createReader(Files.newBufferedReader(ring(server)))) {
      return reader.readObject().getJsonArray("keys").getValuesAs(JsonObject.class).stream()
          .map(key -> key.getInt("id"))
          .toList();
    }
  }

  private static Path ring(String server) {
    return RUNNING.home().state(server).resolve("segment-keys.json");
  }

  private static CcmClient.Answer rotate() {
    return farm.ccm().post(KEYS + "/rotation", JsonObject.EMPTY_JSON_OBJECT);
  }

  private static JsonObject segment() {
    return farm.ccm().good(farm.ccm().get("/api/v1/segments/boston"), "Cannot read the segment");
  }

  private static JsonObject keys() {
    return farm.ccm().good(farm.ccm().get(KEYS), "Cannot read the keys");
  }

  private static int keyId() {
    return keys().getJsonObject("state").getInt("keyId");
  }

  /** No rotation runs, and every server that counts has what it should have. */
  private static void awaitResting(int keyId) {
    Waiting.until(
        "for key " + keyId + " alone",
        PATIENCE_MILLIS,
        () -> {
          JsonObject now = keys();
          return now.getString("step").equals("RESTING")
              && now.getJsonObject("state").getInt("keyId") == keyId
              && now.getJsonArray("servers").getValuesAs(JsonObject.class).stream()
                  .allMatch(server -> server.getBoolean("current"));
        });
  }
}
