package org.contentmover.system.browser;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import org.contentmover.farm.Farm;

/** Another hosted site of a farm, with a job that publishes it. */
final class SecondSite {
  /** Behind the other one: pages begin with the first. */
  static final String NAME = "zoo.example.com";

  static final String JOB = "publish-shop";

  private SecondSite() {}

  static void create(Farm farm, Path staging) {
    create(farm, "/sites", Json.createObjectBuilder().add("name", NAME));
    create(
        farm,
        "/content-groups",
        Json.createObjectBuilder().add("site", NAME).add("name", "all").add("membership", "ALL"));
    create(
        farm,
        "/staging-areas",
        Json.createObjectBuilder()
            .add("name", "shop")
            .add("site", NAME)
            .add("path", staging.toString()));
    create(
        farm,
        "/jobs",
        Json.createObjectBuilder()
            .add("name", JOB)
            .add("type", "PUBLISH")
            .add("site", NAME)
            .add("group", "all")
            .add("stagingArea", "shop")
            .add("quorum", "50%"));
  }

  private static void create(Farm farm, String path, JsonObjectBuilder body) {
    farm.ccm().good(farm.ccm().post("/api/v1" + path, body.build()), "POST " + path);
  }
}
