package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmHome;
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

/** The main job on two segments of real servers (CM-1, CM-2, CI-2, CI-3, CO-1, LD-1 to LD-8). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublishIT {

  private static final long PATIENCE_MILLIS = 300_000;

  /** Leaves the servers, which share the machine with their readers, time to do their work. */
  private static final long READER_PAUSE_MILLIS = 25;

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("publish-it", new FarmSpec(2, 3, 0, 17_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static final String SEGMENT = "/api/v1/segments/boston";
  private static Farm farm;

  @BeforeAll
  static void useFarm() {
    farm = RUNNING.farm();
  }

  @Test
  @Order(1)
  void shouldMakeTheSampleSiteLiveOnEveryServer() throws Exception {
    Path site = FarmHome.ofDemo(Path.of("..")).sampleSite();
    publish(site);
    assertLiveEverywhere(site);
  }

  @Test
  @Order(2)
  void shouldShowOneVersionWhollyWhilePublishingTenTimes() throws Exception {
    Witness witness = new Witness();
    long before = liveVersion();
    witness.saw(before, farm.liveDirectory(farm.serverNames().get(0)));
    List<LiveReader> readers = readers(witness);
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(readers.size());
    List<Future<?>> reading = new ArrayList<>();
    for (LiveReader reader : readers) {
      reading.add(
          threads.scheduleWithFixedDelay(reader, 0, READER_PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }
    try {
      for (int generation = 1; generation <= 10; generation++) {
        Trees.delete(STAGING);
        Trees.write(STAGING, 300 + 10 * (generation % 3), generation);
        publish(STAGING);
        witness.saw(liveVersion(), STAGING);
      }
    } finally {
      reading.forEach(reads -> reads.cancel(false));
      threads.shutdown();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS), "a reader got no answer");
    }
    for (LiveReader reader : readers) {
      assertEquals(List.of(), reader.complaints());
      assertTrue(reader.answers() > 100, "too few answers to judge: " + reader.answers());
    }
    assertLiveEverywhere(STAGING);
  }

  @Test
  @Order(3)
  void shouldLeaveTheBackupUntouchedWhenOnlyAttributesChange() throws Exception {
    Trees.delete(STAGING);
    Trees.write(STAGING, 40, 77);
    publish(STAGING);
    String server = farm.serverNames().get(0);
    Path version = farm.liveDirectory(server).toRealPath();
    List<String> before = attributes(version);
    Path changed = STAGING.resolve("section-3/page-3.html");
    Files.setPosixFilePermissions(changed, PosixFilePermissions.fromString("rw-rw----"));
    publish(STAGING);
    assertLiveEverywhere(STAGING);
    assertEquals(before, attributes(version), "the version before");
  }

  @Test
  @Order(4)
  void shouldSayNothingToDoWhenStagingIsWhatIsLive() {
    long before = liveVersion();
    RunStatus run = publish(STAGING);
    assertTrue(run.explanation().toLowerCase(Locale.ROOT).contains("nothing"), run.explanation());
    assertEquals(before, liveVersion());
  }

  @Test
  @Order(5)
  void shouldNameTheDirectoryWhenStagingIsMissing() {
    Path missing = RUNNING.work().resolve("no-such-directory");
    try {
      RunStatus run = farm.publishing().publish(missing, PATIENCE_MILLIS, status -> {});
      assertEquals("FAILED", run.phase());
      assertTrue(run.explanation().contains(missing.toString()), run.explanation());
    } catch (org.contentmover.farm.FarmException refused) {
      assertTrue(refused.getMessage().contains(missing.toString()), refused.getMessage());
    }
  }

  @Test
  @Order(6)
  void shouldBringAnAdministratorsOrdersToTheAgents() {
    JsonObject before = leadership();
    String next =
        before.getJsonArray("candidates").getValuesAs(JsonObject.class).stream()
            .filter(candidate -> !candidate.getBoolean("leads"))
            .map(candidate -> candidate.getString("server"))
            .findFirst()
            .orElseThrow();
    order(next, "ASSIGNED");
    order(before.getString("leader"), "NEVER");
    await("its reports", view -> leads(next, view));
    assertEquals(next + " is assigned to lead.", leadership().getString("why"));
    var move =
        farm.ccm()
            .post(
                SEGMENT + "/control-channel",
                Json.createObjectBuilder()
                    .add("group", "239.192.77.7")
                    .add("port", 47_707)
                    .build());
    assertEquals(202, move.status(), move::problem);
    await("the move", view -> view.getString("controlChannel").equals("239.192.77.7:47707"));
    assertEquals(next, leadership().getString("leader"), "nobody was lost on the way");
  }

  private static void order(String server, String order) {
    var answer =
        farm.ccm()
            .put(
                SEGMENT + "/leadership/" + server,
                Json.createObjectBuilder().add("order", order).build(),
                null);
    assertEquals(200, answer.status(), answer::problem);
  }

  private static void await(String what, Predicate<JsonObject> reached) {
    Waiting.until(
        "for " + what,
        60_000,
        () -> reached.test(leadership()),
        () -> {},
        () -> "it is: " + leadership());
  }

  private static boolean leads(String server, JsonObject view) {
    return view.getJsonArray("candidates").getValuesAs(JsonObject.class).stream()
        .filter(candidate -> candidate.getString("server").equals(server))
        .anyMatch(candidate -> candidate.getBoolean("leads") && candidate.getBoolean("up"));
  }

  private static JsonObject leadership() {
    return farm.ccm().good(farm.ccm().get(SEGMENT + "/leadership"), "who leads");
  }

  private static List<LiveReader> readers(Witness witness) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 320; i++) {
      paths.add("section-" + i % 50 + "/page-" + i + ".html");
    }
    List<LiveReader> readers = new ArrayList<>();
    for (String server : farm.serverNames()) {
      readers.add(new LiveReader(farm.liveUrl(server), paths, witness, readers.size()));
    }
    return readers;
  }

  private static RunStatus publish(Path directory) {
    RunStatus run = farm.publishing().publish(directory, PATIENCE_MILLIS, status -> {});
    assertTrue(run.succeeded(), run.phase() + ": " + run.explanation());
    return run;
  }

  private static long liveVersion() {
    return farm.servers().stream().mapToLong(ServerStatus::liveVersion).max().orElseThrow();
  }

  private static void assertLiveEverywhere(Path staging) throws IOException, InterruptedException {
    for (String server : farm.serverNames()) {
      Rsync.assertSame(staging, farm.liveDirectory(server));
    }
  }

  private static List<String> attributes(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      List<String> lines = new ArrayList<>();
      for (Path path : paths.sorted().toList()) {
        lines.add(path + " " + Files.readAttributes(path, "unix:ino,mode,size,lastModifiedTime"));
      }
      return lines;
    }
  }
}
