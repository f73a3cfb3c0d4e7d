package org.contentmover.system.browser;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import org.contentmover.farm.CcmClient;

/** A job that watches a staging area that is not there, until it is closed. */
record WatchedNowhere(CcmClient ccm, String name, String directory) implements AutoCloseable {
  WatchedNowhere(CcmClient ccm) {
    this(ccm, "watching", "/nowhere/at/all");
    create(
        "staging-areas",
        Json.createObjectBuilder()
            .add("name", name)
            .add("site", "www.example.com")
            .add("path", directory));
    create(
        "jobs",
        Json.createObjectBuilder()
            .add("name", name)
            .add("type", "PUBLISH")
            .add("site", "www.example.com")
            .add("group", "everyone")
            .add("stagingArea", name)
            .add("publishWhenQuietFor", "PT5S"));
  }

  private void create(String noun, JsonObjectBuilder body) {
    ccm.good(ccm.post("/api/v1/" + noun, body.build()), "Cannot create one of " + noun);
  }

  @Override
  public void close() {
    ccm.delete("/api/v1/jobs/" + name);
    ccm.delete("/api/v1/staging-areas/" + name);
  }
}
