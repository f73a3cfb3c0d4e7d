package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.contentmover.farm.CcmClient;
import org.contentmover.farm.Farm;
import org.contentmover.farm.Publishing;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.Waiting;

/** What a person orders about the content of the farm's site beside jobs, and what comes of it. */
final class SiteOrders {
  static final String GROUP = "/api/v1/content-groups/" + Publishing.SITE + "/everyone";

  private final Farm farm;
  private final long patienceMillis;

  SiteOrders(Farm farm, long patienceMillis) {
    this.farm = farm;
    this.patienceMillis = patienceMillis;
  }

  /** The run. */
  String rollBack(String reason) {
    return order("rollbacks", Json.createObjectBuilder(), reason);
  }

  String restoreVersion(int version, String reason) {
    return order("restores", Json.createObjectBuilder().add("version", version), reason);
  }

  String restoreCheckpoint(String checkpoint, String reason) {
    return order("restores", Json.createObjectBuilder().add("checkpoint", checkpoint), reason);
  }

  String removeEverything(String reason) {
    return order("removals", Json.createObjectBuilder().add("everything", true), reason);
  }

  private String order(String what, JsonObjectBuilder order, String reason) {
    return posted(GROUP + "/" + what, order.add("reason", reason));
  }

  /** The run that was started or told. */
  String posted(String path, JsonObjectBuilder body) {
    CcmClient.Answer answer = farm.ccm().post(path, body.build());
    assertEquals(202, answer.status(), answer::problem);
    return answer.body().getJsonObject("summary").getString("id");
  }

  /** How a run ended. */
  RunStatus ended(String run) {
    Waiting.until(
        "for the end of run " + run, patienceMillis, () -> farm.publishing().run(run).ended());
    return farm.publishing().run(run);
  }

  boolean isDown(String server) {
    JsonObject view = farm.ccm().good(farm.ccm().get("/api/v1/servers/" + server), "the server");
    return view.getString("condition").equals("DOWN");
  }

  JsonObject group() {
    return farm.ccm().good(farm.ccm().get(GROUP), "the content group");
  }

  JsonObject version(int number) {
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

  /** How long after a time all servers had switched to a version; looked at on disk. */
  long millisUntilAllShow(long version, long sinceNs) {
    while (!allShow(version)) {
      long waitedNs = System.nanoTime() - sinceNs;
      if (waitedNs > TimeUnit.MILLISECONDS.toNanos(patienceMillis)) {
        throw new AssertionError("still " + versionsOnDisk());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
  }

  void awaitAllShow(long version) {
    Waiting.until(
        "for all servers to show version " + version,
        patienceMillis,
        () -> allShow(version),
        () -> {},
        this::versionsOnDisk);
  }

  boolean allShow(long version) {
    return farm.serverNames().stream()
        .map(this::liveVersion)
        .allMatch(Long.toString(version)::equals);
  }

  String versionsOnDisk() {
    return "live are " + farm.serverNames().stream().map(this::liveVersion).toList();
  }

  String liveVersion(String server) {
    try {
      return Files.readSymbolicLink(farm.liveDirectory(server)).getFileName().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  void assertLiveEverywhere(Path staging) throws IOException, InterruptedException {
    assertLive(staging, farm.serverNames());
  }

  void assertNothingLive() throws IOException {
    for (String server : farm.serverNames()) {
      try (Stream<Path> left = Files.list(farm.liveDirectory(server))) {
        assertEquals(List.of(), left.toList(), server);
      }
    }
  }

  void assertLive(Path staging, List<String> servers) throws IOException, InterruptedException {
    for (String server : servers) {
      Rsync.assertSame(staging, farm.liveDirectory(server));
    }
  }
}
