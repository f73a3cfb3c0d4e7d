package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.contentmover.farm.Waiting;

/**
 * A hosted site, its content group of all servers and its staging area on a CCM that knows no
 * server; under a name no other test has.
 *
 * @param administered the CCM as its administrator sees it
 * @param site also the name of staging area and job
 */
record Publication(Server administered, String site) {

  static final String GROUP = "everyone";

  private static final long PATIENCE_MILLIS = 60_000;

  static Publication prepared(Server administered) {
    Publication publication = new Publication(administered, "site-" + UUID.randomUUID());
    String site = publication.site();
    publication.created("/sites", Json.createObjectBuilder().add("name", site).build());
    publication.created(
        "/content-groups",
        Json.createObjectBuilder()
            .add("site", site)
            .add("name", GROUP)
            .add("membership", "ALL")
            .build());
    publication.created(
        "/staging-areas",
        Json.createObjectBuilder()
            .add("name", site)
            .add("site", site)
            .add("path", System.getProperty("contentmover.repository") + "/samples/site")
            .build());
    return publication;
  }

  /** The answer to a new job for this group. */
  HttpResponse<String> createJob(String group, String onMissingQuorum) {
    JsonObject job =
        Json.createObjectBuilder()
            .add("name", site)
            .add("type", "PUBLISH")
            .add("site", site)
            .add("group", group)
            .add("stagingArea", site)
            .add("onMissingQuorum", onMissingQuorum)
            .build();
    return administered.post("/api/v1/jobs", job.toString());
  }

  /** Creates the job for the group there is and starts it; returns the id of the run. */
  String started(String onMissingQuorum) {
    HttpResponse<String> job = createJob(GROUP, onMissingQuorum);
    assertEquals(201, job.statusCode(), job::body);
    return startedAgain();
  }

  /** Starts the job that was created; returns the id of the run. */
  String startedAgain() {
    HttpResponse<String> run = administered.send("POST", "/api/v1/jobs/" + site + "/runs");
    assertEquals(202, run.statusCode(), run::body);
    return Server.json(run).getJsonObject("summary").getString("id");
  }

  /** What the CCM tells about a run as soon as it is in this phase. */
  JsonObject awaited(String run, String phase) {
    Waiting.until(
        "for run " + run + " to be " + phase,
        PATIENCE_MILLIS,
        () -> summary(run).getString("phase").equals(phase),
        () -> {},
        () -> "it is " + summary(run));
    return summary(run);
  }

  private JsonObject summary(String run) {
    HttpResponse<String> answer = administered.get("/api/v1/runs/" + run);
    assertEquals(200, answer.statusCode(), answer::body);
    return Server.json(answer).getJsonObject("summary");
  }

  private void created(String path, JsonObject document) {
    HttpResponse<String> answer = administered.post("/api/v1" + path, document.toString());
    assertEquals(201, answer.statusCode(), answer::body);
  }
}
