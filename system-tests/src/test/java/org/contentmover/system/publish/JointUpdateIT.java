package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two sites of real servers go live together by one order, also over a kill (CM-9, CI-5). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JointUpdateIT {
  private static final long PATIENCE_MILLIS = 120_000;
  private static final String WWW = Publishing.SITE;
  private static final String SHOP = "shop.example.com";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("joint-it", new FarmSpec(1, 2, 0, 7_000));

  private static final Path WWW_STAGING = RUNNING.work().resolve("www");
  private static final Path SHOP_STAGING = RUNNING.work().resolve("shop");
  private static Farm farm;
  private static SiteOrders orders;

  @BeforeAll
  static void registerAnotherSite() throws IOException {
    farm = RUNNING.farm();
    orders = new SiteOrders(farm, PATIENCE_MILLIS);
    for (Path staging : List.of(WWW_STAGING, SHOP_STAGING)) {
      Trees.delete(staging);
      Files.createDirectories(staging);
    }
    write("one");
    farm.publishing().stage(WWW_STAGING);
    create("/sites", Json.createObjectBuilder().add("name", SHOP));
    create(
        "/content-groups",
        Json.createObjectBuilder().add("site", SHOP).add("name", "all").add("membership", "ALL"));
    create(
        "/staging-areas",
        Json.createObjectBuilder()
            .add("name", "shop")
            .add("site", SHOP)
            .add("path", SHOP_STAGING.toString()));
    create(
        "/jobs",
        Json.createObjectBuilder()
            .add("name", "publish-shop")
            .add("type", "PUBLISH")
            .add("site", SHOP)
            .add("group", "all")
            .add("stagingArea", "shop")
            .add("quorum", "50%"));
  }

  private static void create(String path, JsonObjectBuilder body) {
    farm.ccm().good(farm.ccm().post("/api/v1" + path, body.build()), "POST " + path);
  }

  private static void write(String page) throws IOException {
    for (Path staging : List.of(WWW_STAGING, SHOP_STAGING)) {
      Files.writeString(staging.resolve("index.html"), page);
    }
  }

  /** One run of the joint update. */
  private static String publishTogether() {
    return orders.posted(
        "/api/v1/runs",
        Json.createObjectBuilder()
            .add("jobs", Json.createArrayBuilder().add("publish-demo").add("publish-shop")));
  }

  private static List<String> runs(String run) {
    return farm.publishing().runView(run).getJsonArray("joint").stream()
        .map(it -> it.asJsonObject().getString("id"))
        .toList();
  }

  private static Path live(String server, String site) {
    return farm.liveDirectory(server).getParent().resolveSibling(site).resolve("live");
  }

  private static List<String> pages(String server) throws IOException {
    return List.of(
        Files.readString(live(server, SHOP).resolve("index.html")),
        Files.readString(live(server, WWW).resolve("index.html")));
  }

  @Test
  @Order(1)
  void shouldMakeBothSitesLiveByOneOrder() throws Exception {
    List<String> together = runs(publishTogether());
    assertEquals(2, together.size());
    for (String run : together) {
      assertEquals("SUCCEEDED", orders.ended(run).phase(), orders.ended(run).explanation());
    }
    for (String server : farm.serverNames()) {
      assertEquals(List.of("one", "one"), pages(server), server);
    }
    List<JsonObject> views = together.stream().map(farm.publishing()::runView).toList();
    assertEquals(
        views.get(0).getString("distribution"),
        views.get(1).getString("distribution"),
        "both are switched by one distribution");
    for (JsonObject view : views) {
      assertEquals(2, view.getJsonArray("servers").size());
      view.getJsonArray("servers")
          .forEach(it -> assertEquals("COMMITTED", it.asJsonObject().getString("outcome")));
    }
  }

  /** It is killed after the decision, and one of its sites is as if it had not come to it. */
  @Test
  @Order(2)
  void shouldShowTheNewVersionOfBothSitesWhenTheServerIsBackAfterAKill() throws Exception {
    String killed = farm.serverNames().get(1);
    Path reached = RUNNING.work().resolve("reached");
    Files.deleteIfExists(reached);
    for (String server : farm.serverNames()) {
      // Holds the agent up once, between the switch and its end.
      install(
          server,
          "hold",
          server.equals(killed)
              ? "test -e " + reached + " || { touch " + reached + "; exec sleep 60; }"
              : "exit 0");
    }
    setHook();
    write("two");
    List<String> together = runs(publishTogether());
    Waiting.until("for the switch", PATIENCE_MILLIS, () -> Files.exists(reached));
    farm.kill(killed);
    assertEquals(List.of("two", "two"), pages(killed));
    Path shop = live(killed, SHOP);
    assertEquals(1, journal(killed).list().length, "the switch is not over");
    Files.delete(shop);
    Files.createSymbolicLink(shop, Path.of("versions/1"));
    assertEquals(List.of("one", "two"), pages(killed));

    farm.startAgain(killed);
    Waiting.until(
        "for the end of the switch", PATIENCE_MILLIS, () -> journal(killed).list().length == 0);
    assertEquals(List.of("two", "two"), pages(killed));
    for (String run : together) {
      String phase = orders.ended(run).phase();
      assertTrue(List.of("SUCCEEDED", "PARTIAL").contains(phase), phase);
    }
    for (String server : farm.serverNames()) {
      assertEquals(List.of("two", "two"), pages(server), server);
    }
  }

  /** The switches of several sites that are not over. */
  private static File journal(String server) {
    return live(server, WWW).getParent().resolveSibling(".joint").toFile();
  }

  private static void install(String server, String name, String script) throws IOException {
    Path directory = Files.createDirectories(RUNNING.home().hooks(server));
    Path hook = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    for (Path it : List.of(directory, hook)) {
      Files.setPosixFilePermissions(it, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static void setHook() {
    String path = "/api/v1/content-groups/" + SHOP + "/all/hooks";
    JsonObject hooks =
        Json.createObjectBuilder()
            .add("hooks", Json.createArrayBuilder().add("after hold"))
            .build();
    farm.ccm().good(farm.ccm().put(path, hooks, farm.ccm().get(path).etag()), "setting the hooks");
  }
}
