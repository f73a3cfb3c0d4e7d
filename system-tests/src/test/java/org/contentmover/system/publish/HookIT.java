package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
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

/**
 * Hooks and configuration entries from the CCM's settings to real servers, and back to its reports
 * (CI-1, CI-10).
 */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HookIT {
  private static final long PATIENCE_MILLIS = 120_000;
  private static final String ENTRIES =
      "/api/v1/content-groups/www.example.com/everyone/configuration";
  private static final String HOOKS = "/api/v1/content-groups/www.example.com/everyone/hooks";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("hook-it", new FarmSpec(1, 2, 0, 5_000));

  private static final Path STAGING = RUNNING.work().resolve("staging");
  private static Farm farm;

  @BeforeAll
  static void installHooks() throws IOException {
    farm = RUNNING.farm();
    Trees.delete(STAGING);
    Files.createDirectories(STAGING);
    for (String server : farm.serverNames()) {
      install(
          server,
          "check-tree",
          "test -s \"$CONTENT_MOVER_TREE/index.html\" || { echo no home page; exit 1; }");
      install(
          server,
          "note",
          "echo \"$CONTENT_MOVER_EVENT $CONTENT_MOVER_VERSION $CONTENT_MOVER_ARGUMENT_ZONE\" >> "
              + seenBy(server));
    }
  }

  private static void install(String server, String name, String script) throws IOException {
    Path directory = Files.createDirectories(RUNNING.home().hooks(server));
    Path hook = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    for (Path it : List.of(directory, hook)) {
      Files.setPosixFilePermissions(it, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static Path seenBy(String server) {
    return RUNNING.work().resolve("seen-" + server);
  }

  private static void set(String... lines) {
    CcmClient.Answer known = farm.ccm().get(HOOKS);
    JsonObject hooks =
        Json.createObjectBuilder().add("hooks", Json.createArrayBuilder(List.of(lines))).build();
    farm.ccm().good(farm.ccm().put(HOOKS, hooks, known.etag()), "setting the hooks");
  }

  private static RunStatus publish(String page) throws IOException {
    Files.writeString(STAGING.resolve("index.html"), page);
    return farm.publishing().publish(STAGING, PATIENCE_MILLIS, status -> {});
  }

  private static void requireSucceeded(RunStatus run) {
    assertTrue(run.succeeded(), run.phase() + ": " + run.explanation());
  }

  private static String reportOf(RunStatus run) {
    return farm.publishing().runView(run.id()).toString();
  }

  private static String page(String server) throws IOException {
    return Files.readString(farm.liveDirectory(server).resolve("index.html"));
  }

  @Test
  @Order(1)
  void shouldRunHooksAroundThePublishOfEveryServer() throws Exception {
    for (String server : farm.serverNames()) {
      Files.deleteIfExists(seenBy(server));
    }
    requireSucceeded(publish("one"));
    set("before check-tree", "before note zone=eu", "after note zone=us");
    RunStatus run = publish("two");
    requireSucceeded(run);
    for (String server : farm.serverNames()) {
      assertEquals(List.of("STAGE 2 eu", "COMMIT 2 us"), Files.readAllLines(seenBy(server)));
    }
    assertTrue(reportOf(run).contains("hook note ran for"), reportOf(run));
  }

  @Test
  @Order(2)
  void shouldNotPublishWhatAHookSaysNoTo() throws Exception {
    RunStatus run = publish("");
    assertEquals("FAILED", run.phase(), run.explanation());
    assertTrue(reportOf(run).contains("no home page"), reportOf(run));
    for (String server : farm.serverNames()) {
      assertEquals("two", page(server));
    }
  }

  @Test
  @Order(3)
  void shouldSwitchTheServerBackWhoseHookFails() throws Exception {
    String bad = farm.serverNames().get(1);
    install(farm.serverNames().get(0), "reload", "exit 0");
    install(bad, "reload", "echo the web server is gone; exit 1");
    set("after-or-back reload");
    RunStatus run = publish("three");
    assertEquals("PARTIAL", run.phase(), run.explanation());
    assertEquals("three", page(farm.serverNames().get(0)));
    assertEquals("two", page(bad));
    assertTrue(reportOf(run).contains("the web server is gone"), reportOf(run));
    install(bad, "reload", "exit 0");
    Waiting.until("for " + bad + " to catch up", PATIENCE_MILLIS, () -> shows(bad, "three"));
  }

  @Test
  @Order(4)
  void shouldChangeConfigurationEntriesWithAVersionAndBack() throws Exception {
    Map<String, String> before =
        Map.of(
            "shop.properties", "# of this server alone\ncolour=red\nport=1\n",
            "app.json", "{ // of this server alone\n  \"port\": 1\n}\n",
            "pools.xml", "<pools>\n  <pool name='main' size='1'/><!-- alone -->\n</pools>\n");
    for (String server : farm.serverNames()) {
      for (Map.Entry<String, String> file : before.entrySet()) {
        Files.writeString(RUNNING.home().configurationFile(server, file.getKey()), file.getValue());
      }
    }
    CcmClient.Answer known = farm.ccm().get(ENTRIES);
    JsonObject entries =
        Json.createObjectBuilder()
            .add(
                "entries",
                Json.createArrayBuilder(
                    List.of(
                        "shop colour = blue",
                        "shop port",
                        "app /port = 2",
                        "app /name = \"x\"",
                        "pools /pools/pool[@name=main]/@size = 2")))
            .build();
    farm.ccm().good(farm.ccm().put(ENTRIES, entries, known.etag()), "setting the entries");
    requireSucceeded(publish("three"));
    requireConfiguration(
        Map.of(
            "shop.properties", "# of this server alone\ncolour=blue\n",
            "app.json", "{ // of this server alone\n  \"port\": 2,\n  \"name\": \"x\"\n}\n",
            "pools.xml", "<pools>\n  <pool name='main' size='2'/><!-- alone -->\n</pools>\n"));

    JsonObject order = Json.createObjectBuilder().add("reason", "the wrong colour").build();
    CcmClient.Answer answer =
        farm.ccm().post("/api/v1/content-groups/www.example.com/everyone/rollbacks", order);
    assertEquals(202, answer.status(), answer::problem);
    String run = answer.body().getJsonObject("summary").getString("id");
    Waiting.until("for the rollback", PATIENCE_MILLIS, () -> farm.publishing().run(run).ended());
    requireSucceeded(farm.publishing().run(run));
    requireConfiguration(before);
  }

  private static void requireConfiguration(Map<String, String> expected) throws IOException {
    for (String server : farm.serverNames()) {
      for (Map.Entry<String, String> file : expected.entrySet()) {
        assertEquals(
            file.getValue(),
            Files.readString(RUNNING.home().configurationFile(server, file.getKey())),
            server);
      }
    }
  }

  private static boolean shows(String server, String expected) {
    try {
      return page(server).equals(expected);
    } catch (IOException e) {
      return false;
    }
  }
}
