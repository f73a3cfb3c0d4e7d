package org.contentmover.farm;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the farm asks of its CCM: to know the site, to publish, to tell how it goes. */
public final class Publishing {

  /** The hosted site of the farm. */
  public static final String SITE = "www.example.com";

  static final String GROUP = "everyone";
  static final String STAGING_AREA = "demo";
  static final String JOB = "publish-demo";

  private static final String API = "/api/v1";
  private static final long LEADER_PATIENCE_MILLIS = 60_000;

  private final CcmClient ccm;
  private final FarmHome home;

  Publishing(CcmClient ccm, FarmHome home) {
    this.ccm = ccm;
    this.home = home;
  }

  /**
   * A run as far as the demo shows it.
   *
   * @param id its id
   * @param phase its phase, e.g. DISTRIBUTING
   * @param percent how far it is, null when it goes nowhere: it failed, or is aborted
   * @param ended whether it ended
   * @param explanation the CCM's words about it
   */
  public record RunStatus(
      String id, String phase, Integer percent, boolean ended, String explanation) {
    public boolean succeeded() {
      return phase.equals("SUCCEEDED");
    }
  }

  /** What the CCM knows of a server. */
  record KnownServer(String role, String state, long liveVersion) {
    static final KnownServer UNKNOWN = new KnownServer("unknown", "down", 0);
  }

  /** Site, content group, staging area and job; the staging area shows the sample site at first. */
  void registerSite() {
    create("/sites", Json.createObjectBuilder().add("name", SITE));
    create(
        "/content-groups",
        Json.createObjectBuilder().add("site", SITE).add("name", GROUP).add("membership", "ALL"));
    create("/staging-areas", stagingArea(home.sampleSite()));
    create(
        "/jobs",
        Json.createObjectBuilder()
            .add("name", JOB)
            .add("type", "PUBLISH")
            .add("site", SITE)
            .add("group", GROUP)
            .add("stagingArea", STAGING_AREA)
            .add("quorum", "50%"));
  }

  /** A token with which that many servers may enrol. */
  String enrolmentToken(int uses) {
    JsonObject token =
        create(
            "/enrolment-tokens",
            Json.createObjectBuilder().add("note", "demo farm").add("uses", uses));
    return token.getString("token");
  }

  /** Points the staging area at a directory; the CCM reads it where it is. */
  public void stage(Path directory) {
    stage(stagingArea(directory));
  }

  /** Points the staging area at a directory of a server. */
  public void stageOn(String server, Path directory) {
    stage(stagingArea(directory).add("server", server));
  }

  private void stage(JsonObjectBuilder area) {
    CcmClient.Answer known = ccm.get(API + "/staging-areas/" + STAGING_AREA);
    ccm.good(known, "Cannot read the staging area");
    ccm.good(
        ccm.put(API + "/staging-areas/" + STAGING_AREA, area.build(), known.etag()),
        "Cannot change the staging area");
  }

  /** Starts the job's next run. */
  public RunStatus startRun() {
    JsonObject run =
        ccm.good(
            ccm.post(API + "/jobs/" + JOB + "/runs", JsonObject.EMPTY_JSON_OBJECT),
            "Cannot start the job " + JOB);
    return status(run.getJsonObject("summary"));
  }

  /** How a run is. */
  public RunStatus run(String id) {
    return status(runView(id).getJsonObject("summary"));
  }

  /** Everything the CCM tells about a run. */
  public JsonObject runView(String id) {
    return ccm.good(ccm.get(API + "/runs/" + id), "Cannot read run " + id);
  }

  /** Everything the CCM tells about a distribution. */
  public JsonObject distributionView(String id) {
    return ccm.good(ccm.get(API + "/distributions/" + id), "Cannot read distribution " + id);
  }

  /**
   * Starts a run and waits for its end. A CCM that is away for a while is waited for: the run goes
   * on by itself when it is back.
   *
   * @param progress hears of every look at the run
   */
  public RunStatus publish(Path directory, long patienceMillis, Consumer<RunStatus> progress) {
    stage(directory);
    return publish(patienceMillis, progress);
  }

  /** As {@link #publish(Path, long, Consumer)}, of what is staged. */
  public RunStatus publish(long patienceMillis, Consumer<RunStatus> progress) {
    RunStatus started = startRun();
    RunStatus[] last = {started};
    progress.accept(started);
    Waiting.until(
        "for the end of run " + started.id(),
        patienceMillis,
        () -> {
          try {
            last[0] = run(started.id());
          } catch (CcmClient.NoAnswer e) {
            return false;
          }
          progress.accept(last[0]);
          return last[0].ended();
        },
        () -> {},
        () -> "it is " + last[0].phase() + ": " + last[0].explanation());
    return last[0];
  }

  /** The newest run, if there is one. */
  public Optional<RunStatus> lastRun() {
    List<JsonObject> runs =
        ccm.good(ccm.get(API + "/runs?size=1"), "Cannot list the runs")
            .getJsonArray("items")
            .getValuesAs(JsonObject.class);
    return runs.isEmpty() ? Optional.empty() : Optional.of(status(runs.get(0)));
  }

  /** Aborts what has not ended of the newest runs; one that may not be aborted any more goes on. */
  public void abortRuns() {
    for (JsonObject run :
        ccm.good(ccm.get(API + "/runs?size=20"), "Cannot list the runs")
            .getJsonArray("items")
            .getValuesAs(JsonObject.class)) {
      RunStatus status = status(run);
      if (!status.ended()) {
        ccm.post(API + "/runs/" + status.id() + "/abort", JsonObject.EMPTY_JSON_OBJECT);
      }
    }
  }

  /** Every server the CCM knows, by name. */
  Map<String, KnownServer> knownServers() {
    Map<String, KnownServer> servers = new TreeMap<>();
    for (JsonObject server :
        ccm.good(ccm.get(API + "/servers?size=500"), "Cannot list the servers")
            .getJsonArray("items")
            .getValuesAs(JsonObject.class)) {
      long live =
          server.getJsonArray("sites").getValuesAs(JsonObject.class).stream()
              .filter(site -> site.getString("site").equals(SITE))
              .mapToLong(site -> site.getJsonNumber("liveVersion").longValue())
              .findFirst()
              .orElse(0);
      servers.put(
          server.getString("name"),
          new KnownServer(
              server.getString("segmentRole").toLowerCase(java.util.Locale.ROOT),
              server.getString("condition").toLowerCase(java.util.Locale.ROOT),
              live));
    }
    return servers;
  }

  boolean isUp(String server) {
    return !knownServers().getOrDefault(server, KnownServer.UNKNOWN).state().equals("down");
  }

  /** Waits until each of the segments has a leader with all its members. */
  void awaitLeaders(List<String> segments) {
    for (String segment : segments) {
      Waiting.until(
          "for a leader of segment " + segment, LEADER_PATIENCE_MILLIS, () -> hasLeader(segment));
    }
  }

  private boolean hasLeader(String segment) {
    CcmClient.Answer answer = ccm.get(API + "/segments/" + segment);
    return answer.isGood()
        && answer.body().getOrDefault("leader", JsonValue.NULL) != JsonValue.NULL
        && !answer.body().getBoolean("silent", true);
  }

  private JsonObject create(String path, JsonObjectBuilder body) {
    return ccm.good(ccm.post(API + path, body.build()), "Cannot create " + path);
  }

  private static JsonObjectBuilder stagingArea(Path directory) {
    return Json.createObjectBuilder()
        .add("name", STAGING_AREA)
        .add("site", SITE)
        .add("path", directory.toAbsolutePath().normalize().toString());
  }

  private static RunStatus status(JsonObject summary) {
    return new RunStatus(
        summary.getString("id"),
        summary.getString("phase"),
        summary.isNull("percent") ? null : summary.getInt("percent"),
        summary.getBoolean("ended"),
        summary.get("explanation") == null || summary.isNull("explanation")
            ? ""
            : summary.getString("explanation"));
  }
}
