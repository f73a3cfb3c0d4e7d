package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;
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
 * VC-2, VC-9: what is kept stays whole, also when the CCM is killed or its disk fails, and can be
 * kept elsewhere.
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CheckpointIT {
  private static final long PATIENCE_MILLIS = 300_000;
  private static final String CHECKPOINTS = "/api/v1/checkpoints";
  private static final String STORE = "/api/v1/content-store";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("checkpoint-it", new FarmSpec(1, 1, 0, 21_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;

  @BeforeAll
  static void publish() throws Exception {
    farm = RUNNING.farm();
    Trees.delete(STAGING);
    // More than servers take of a request unless told otherwise: an archive of it is brought in.
    Trees.writeNoise(STAGING, 20, 700_000, 1);
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
  }

  private static JsonObject group() {
    return farm.ccm()
        .good(farm.ccm().get("/api/v1/content-groups?site=" + Publishing.SITE), "reading groups")
        .getJsonArray("items")
        .getJsonObject(0);
  }

  private static JsonObject create(String name) {
    JsonObject request =
        Json.createObjectBuilder()
            .add("site", Publishing.SITE)
            .add("group", group().getString("name"))
            .add("name", name)
            .build();
    return farm.ccm().good(farm.ccm().post(CHECKPOINTS, request), "making a checkpoint");
  }

  private static String status(String path, String field) {
    try {
      CcmClient.Answer answer = farm.ccm().get(path);
      return answer.isGood() && answer.body().containsKey(field)
          ? String.valueOf(answer.body().get(field))
          : "";
    } catch (CcmClient.NoAnswer e) {
      return "";
    }
  }

  private static void awaitComplete(JsonObject checkpoint) {
    String path = CHECKPOINTS + "/" + checkpoint.getString("id");
    Waiting.until(
        "for the checkpoint", PATIENCE_MILLIS, () -> status(path, "status").contains("COMPLETE"));
  }

  private static JsonObject ended(String path) {
    JsonObject ordered =
        farm.ccm().good(farm.ccm().post(path, JsonObject.EMPTY_JSON_OBJECT), "ordering " + path);
    String one = path + "/" + ordered.getString("id");
    Waiting.until("for " + path, PATIENCE_MILLIS, () -> status(one, "endedAt").startsWith("\""));
    return farm.ccm().good(farm.ccm().get(one), "reading " + one);
  }

  @Test
  @Order(1)
  void shouldCompleteACheckpointOfAKilledCcm() {
    JsonObject checkpoint = create("killed");
    farm.kill(Farm.CCM);
    farm.startAgain(Farm.CCM);
    awaitComplete(checkpoint);
    JsonObject another = create("not killed");
    awaitComplete(another);
    assertEquals(checkpoint.getString("manifestSha256"), another.getString("manifestSha256"));
  }

  @Test
  @Order(2)
  void shouldMakeUpForACheckpointThatWasMissed() throws Exception {
    String path =
        "/api/v1/content-groups/"
            + Publishing.SITE
            + "/"
            + group().getString("name")
            + "/checkpoint-schedule";
    Trees.writeNoise(STAGING, 1, 200_000, 7);
    RunStatus run = farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.explanation());
    JsonObject every = Json.createObjectBuilder().add("every", "PT1M").add("kept", 3).build();
    JsonObject set = farm.ccm().good(farm.ccm().put(path, every, "*"), "setting a schedule");
    Instant due = Instant.parse(set.getString("next"));
    farm.kill(Farm.CCM);
    Waiting.until("for the time to pass", PATIENCE_MILLIS, () -> Instant.now().isAfter(due));
    farm.startAgain(Farm.CCM);
    Waiting.until(
        "for the checkpoint that was missed",
        PATIENCE_MILLIS,
        () -> status(path, "lastResult").contains("Made checkpoint"));
    JsonObject off = Json.createObjectBuilder().build();
    farm.ccm().good(farm.ccm().put(path, off, "*"), "ending a schedule");
    assertEquals(1, scheduled());
  }

  private static long scheduled() {
    return farm
        .ccm()
        .good(farm.ccm().get(CHECKPOINTS), "the checkpoints")
        .getJsonArray("items")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(it -> it.getBoolean("scheduled"))
        .count();
  }

  @Test
  @Order(3)
  void shouldBringDamagedContentBackFromTheServerThatShowsIt() throws Exception {
    Path pack;
    try (Stream<Path> packs =
        Files.walk(RUNNING.home().directory().resolve("ccm-data").resolve("store/packs"))) {
      pack =
          packs
              .filter(path -> path.endsWith("pack") && Files.isRegularFile(path))
              .max(Comparator.comparingLong(path -> path.toFile().length()))
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    Files.write(pack, bytes);
    JsonObject check = ended(STORE + "/verifications");
    assertEquals("", check.getString("problem"));
    assertEquals(1, check.getInt("contentsMissing"));
    assertEquals(1, check.getInt("contentsRepaired"));
    assertEquals(0, ended(STORE + "/verifications").getInt("contentsMissing"));
    assertEquals("", ended(STORE + "/collections").getString("problem"));
  }

  @Test
  @Order(4)
  void shouldBringAnExportedCheckpointBack() throws Exception {
    JsonObject checkpoint = create("to be exported");
    awaitComplete(checkpoint);
    String path = CHECKPOINTS + "/" + checkpoint.getString("id") + "/archive";
    HttpResponse<byte[]> exported = send(request(path).GET().build());
    assertEquals(200, exported.statusCode());
    HttpResponse<byte[]> brought =
        send(
            request(
                    CHECKPOINTS
                        + "/archives?name=brought&site="
                        + Publishing.SITE
                        + "&group="
                        + group().getString("name"))
                .header("Content-Type", "application/zstd")
                .POST(HttpRequest.BodyPublishers.ofByteArray(exported.body()))
                .build());
    String answer = new String(brought.body(), StandardCharsets.UTF_8);
    assertEquals(202, brought.statusCode(), answer);
    assertTrue(answer.contains(checkpoint.getString("manifestSha256")), answer);
    byte[] cut = Arrays.copyOf(exported.body(), exported.body().length / 2);
    HttpResponse<byte[]> refused =
        send(
            request(
                    CHECKPOINTS
                        + "/archives?name=cut&site="
                        + Publishing.SITE
                        + "&group="
                        + group().getString("name"))
                .header("Content-Type", "application/zstd")
                .POST(HttpRequest.BodyPublishers.ofByteArray(cut))
                .build());
    assertEquals(400, refused.statusCode(), new String(refused.body(), StandardCharsets.UTF_8));
  }

  private static HttpRequest.Builder request(String path) {
    String user = farm.user() + ":" + farm.password();
    return HttpRequest.newBuilder(URI.create(farm.ccmUrl() + path))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
