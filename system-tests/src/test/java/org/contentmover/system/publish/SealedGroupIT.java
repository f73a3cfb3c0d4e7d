package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.Restart;
import org.contentmover.farm.ServerStatus;
import org.contentmover.farm.TreeDifferences;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A sealed content group on real servers, with a leader that does not belong to it (CM-5). What
 * cannot be compressed is looked for in everything that travels and lies about.
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SealedGroupIT {
  private static final long PATIENCE_MILLIS = 180_000;
  private static final String GROUP = "/api/v1/content-groups/" + Publishing.SITE + "/everyone";
  private static final String OTHERS = "/api/v1/content-groups/" + Publishing.SITE + "/others";
  private static final int FILES = 6;
  private static final int FILE_BYTES = 150_000;
  private static final int SAMPLE_BYTES = 24;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("sealed-group", new FarmSpec(2, 2, 0, 8_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static final List<MulticastEar> EARS = new ArrayList<>();
  private static Farm farm;

  /** Leads its segment, and relays what it does not show. */
  private static String outsider;

  private static List<String> members;

  @BeforeAll
  static void leaveALeaderOutOfTheGroup() throws IOException {
    farm = RUNNING.farm();
    for (String first : List.of("boston-1", "london-1")) {
      EARS.add(MulticastEar.onDataOf(RUNNING.home().agentConfiguration(first)));
    }
    Waiting.until("for a leader of london", PATIENCE_MILLIS, () -> leader().isPresent());
    outsider = leader().orElseThrow();
    members = farm.serverNames().stream().filter(it -> !it.equals(outsider)).toList();
    choose(GROUP, "everyone", members);
  }

  @AfterAll
  static void close() {
    EARS.forEach(MulticastEar::close);
  }

  private static Optional<String> leader() {
    return farm.servers().stream()
        .filter(it -> it.segment().equals("london") && it.role().equals("leader"))
        .map(ServerStatus::name)
        .findFirst();
  }

  /** Else nothing would say that the next test looks in the right places. */
  @Test
  @Order(1)
  void shouldBeSeenByEverybodyWhereItIsPlain() throws Exception {
    List<String> samples = stage(1);
    publish("SUCCEEDED");
    assertLive(members);
    assertTrue(seen(samples, heard()) > 0, "heard " + heard().length() + " bytes");
    assertTrue(seen(samples, spool(outsider)) > 0, "in the spool of " + outsider);
    assertTrue(seen(samples, assignments()) > 0, "among the CCM's assignments");
  }

  @Test
  @Order(2)
  void shouldBeReadByTheMembersAlone() throws Exception {
    seal(true);
    List<String> samples = stage(2);
    int heardBefore = heard().length();
    publish("SUCCEEDED");
    assertLive(members);
    assertTrue(heard().length() - heardBefore > FILES * FILE_BYTES / 2, "it was multicast");
    assertNowhere(samples);
    assertFalse(Files.exists(farm.liveDirectory(outsider)), outsider);
  }

  /** CM-15: one file is for the members alone, the others are for whoever listens. */
  @Test
  @Order(3)
  void shouldBeSeenByEverybodyWhereItIsNotNamed() throws Exception {
    seal(true, "noise-0.bin");
    List<String> samples = stage(8);
    int secret = samples.size() / FILES;
    publish("SUCCEEDED");
    assertLive(members);
    assertNowhere(samples.subList(0, secret));
    List<String> open = samples.subList(secret, samples.size());
    assertTrue(seen(open, heard()) > 0, "heard " + heard().length() + " bytes");
    assertTrue(seen(open, spool(outsider)) > 0, "in the spool of " + outsider);
    seal(true);
  }

  @Test
  @Order(4)
  void shouldBeBroughtToAMemberThatWasDown() throws Exception {
    String away = members.get(0);
    farm.kill(away);
    List<String> samples = stage(3);
    publish("SUCCEEDED", "PARTIAL");
    farm.startAgain(away);
    awaitLive(away);
    assertLive(members);
    assertNowhere(samples);
  }

  @Test
  @Order(5)
  void shouldBeBroughtToAMemberThatHasLostItsBox() throws Exception {
    String lost = members.get(0);
    String before = box(lost);
    farm.kill(lost);
    List<String> samples = stage(4);
    publish("SUCCEEDED", "PARTIAL");
    Files.delete(RUNNING.home().state(lost).resolve("box.key"));
    farm.startAgain(lost);
    awaitLive(lost);
    assertNotEquals(before, box(lost));
    assertNowhere(samples);
  }

  @Test
  @Order(6)
  void shouldBeRefusedPlainByWhoWantsItSealed() throws Exception {
    String strict = members.get(0);
    Files.writeString(
        RUNNING.home().agentConfiguration(strict),
        "\nsealed.sites=" + Publishing.SITE + "\n",
        StandardOpenOption.APPEND);
    Restart.of(farm, List.of(strict));
    Path live = farm.liveDirectory(strict).toRealPath();
    seal(false);
    stage(5);
    publish("SUCCEEDED", "PARTIAL");
    Waiting.until(
        "for " + strict + " to say NOT_SEALED",
        PATIENCE_MILLIS,
        () -> text(RUNNING.home().log(strict)).contains("NOT_SEALED"));
    assertEquals(live, farm.liveDirectory(strict).toRealPath());
    seal(true);
    awaitLive(strict);
  }

  /** The outsider leads its segment, and shows nothing; the other one shows what everyone has. */
  @Test
  @Order(7)
  void shouldMoveServersToAGroupThatWasNeverPublished() throws Exception {
    String moved = members.get(members.size() - 1);
    List<String> staying = members.subList(0, members.size() - 1);
    List<String> moving = List.of(moved, outsider);
    choose(GROUP, "everyone", staying);
    group("others", moving);
    stage(6);
    JsonObject run =
        farm.ccm()
            .good(
                farm.ccm().post("/api/v1/jobs/others/runs", JsonObject.EMPTY_JSON_OBJECT), "a run");
    String id = run.getJsonObject("summary").getString("id");
    Waiting.until(
        "for the end of run " + id, PATIENCE_MILLIS, () -> farm.publishing().run(id).ended());
    RunStatus ended = farm.publishing().run(id);
    assertEquals("SUCCEEDED", ended.phase(), ended.explanation());
    assertLive(moving);

    choose(OTHERS, "others", List.of(outsider));
    choose(GROUP, "everyone", members);
    stage(7);
    publish("SUCCEEDED", "PARTIAL");
    assertLive(members);
  }

  private static void group(String name, List<String> servers) {
    farm.ccm()
        .good(
            farm.ccm().post("/api/v1/content-groups", members(name, servers)), "the group " + name);
    JsonObject job =
        Json.createObjectBuilder()
            .add("name", name)
            .add("type", "PUBLISH")
            .add("site", Publishing.SITE)
            .add("group", name)
            .add("stagingArea", "demo")
            .add("quorum", "100%")
            .build();
    farm.ccm().good(farm.ccm().post("/api/v1/jobs", job), "the job of " + name);
  }

  private static void choose(String path, String name, List<String> servers) {
    String etag = farm.ccm().get(path).etag();
    farm.ccm().good(farm.ccm().put(path, members(name, servers), etag), "the membership");
  }

  private static JsonObject members(String name, List<String> servers) {
    JsonArrayBuilder names = Json.createArrayBuilder();
    servers.forEach(names::add);
    return Json.createObjectBuilder()
        .add("site", Publishing.SITE)
        .add("name", name)
        .add("membership", "SERVERS")
        .add("servers", names)
        .build();
  }

  private static void seal(boolean sealed, String... paths) {
    JsonArrayBuilder only = Json.createArrayBuilder();
    List.of(paths).forEach(only::add);
    JsonObject wanted = Json.createObjectBuilder().add("sealed", sealed).add("paths", only).build();
    String etag = farm.ccm().get(GROUP).etag();
    JsonObject is =
        farm.ccm().good(farm.ccm().put(GROUP + "/sealing", wanted, etag), "the sealing");
    assertEquals(0, is.getJsonArray("withoutBox").size(), is.toString());
  }

  private static String box(String server) {
    return farm.ccm()
        .good(farm.ccm().get("/api/v1/servers/" + server), "the server")
        .getString("box");
  }

  /** A tree, and pieces of its content that are nowhere else. */
  private static List<String> stage(int seed) throws IOException {
    Trees.delete(STAGING);
    Trees.writeNoise(STAGING, FILES, FILE_BYTES, seed);
    farm.publishing().stage(STAGING);
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String noise = text(STAGING.resolve("noise-" + i + ".bin"));
      for (int at = 0; at + SAMPLE_BYTES < FILE_BYTES; at += 10_000) {
        samples.add(noise.substring(at, at + SAMPLE_BYTES));
      }
    }
    return samples;
  }

  private static void publish(String... ends) {
    RunStatus run = farm.publishing().publish(PATIENCE_MILLIS, status -> {});
    assertTrue(List.of(ends).contains(run.phase()), run.phase() + ": " + run.explanation());
  }

  private static void assertNowhere(List<String> samples) {
    assertEquals(0, seen(samples, heard()), "was heard in the network");
    assertEquals(0, seen(samples, assignments()), "lies with the CCM");
    for (String server : farm.serverNames()) {
      assertEquals(0, seen(samples, spool(server)), "lies in the spool of " + server);
    }
    assertEquals(
        0, seen(samples, below(RUNNING.home().content(outsider))), "lies with " + outsider);
  }

  private static long seen(List<String> samples, String where) {
    return samples.stream().filter(where::contains).count();
  }

  private static String heard() {
    return String.join("", EARS.stream().map(MulticastEar::heard).toList());
  }

  private static String spool(String server) {
    return below(RUNNING.home().content(server).resolve(".spool"));
  }

  private static String assignments() {
    return below(RUNNING.home().directory().resolve("ccm-data/assignments"));
  }

  private static String below(Path directory) {
    if (!Files.exists(directory)) {
      return "";
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return String.join("", files.filter(Files::isRegularFile).map(SealedGroupIT::text).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Removed just now.
      return "";
    }
  }

  private static void awaitLive(String server) {
    Waiting.until(
        "for " + server + " to be brought up to date",
        PATIENCE_MILLIS,
        () -> isLive(server),
        () -> {},
        () -> farm.servers().toString());
  }

  private static boolean isLive(String server) {
    Path live = farm.liveDirectory(server);
    try {
      return Files.exists(live) && TreeDifferences.between(STAGING, live).isEmpty();
    } catch (IOException e) {
      // It is switched just now.
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void assertLive(List<String> servers) throws Exception {
    for (String server : servers) {
      awaitLive(server);
      Rsync.assertSame(STAGING, farm.liveDirectory(server));
    }
  }
}
