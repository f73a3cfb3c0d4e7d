package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.farm.Waiting;

/**
 * A server of its own segment that a test plays: it is told what to do as an agent is, and says
 * that it did so; while it waits it reports that it shows nothing. Gone from the CCM when it is
 * closed.
 */
final class ActedServer implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 60_000;

  private final Server administered;
  private final Server ccm;
  private final String name;
  private final SigningKey key = SigningKey.generate();
  private final Queue<JsonObject> notifications = new ConcurrentLinkedQueue<>();
  private final HttpServer agent;
  private long sequence;

  ActedServer(Server administered, Server ccm, String name) throws IOException {
    this.administered = administered;
    this.ccm = ccm;
    this.name = name;
    this.agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    agent.createContext("/", this::answer);
    agent.start();
    enrol();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().endsWith("/agent/notifications")) {
        try (JsonReader reader = Json.createReader(exchange.getRequestBody())) {
          notifications.add(reader.readObject());
        }
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + agent.getAddress().getPort();
  }

  private void enrol() {
    HttpResponse<String> issued =
        administered.post("/api/v1/enrolment-tokens", "{\"server\":\"" + name + "\"}");
    assertEquals(201, issued.statusCode(), issued::body);
    JsonObject enrolment =
        Json.createObjectBuilder()
            .add("server", name)
            .add("segment", name)
            .add("role", "backend")
            .add("agentUrl", url())
            .add("publicKey", Ed25519Keys.encodePublic(key.publicKey()))
            .build();
    HttpResponse<String> enrolled =
        ccm.withToken(Server.json(issued).getString("token"))
            .post("/api/v1/enrolments", enrolment.toString());
    assertEquals(201, enrolled.statusCode(), enrolled::body);
  }

  /** What it is told next; it reports that it is there meanwhile. */
  JsonObject told() {
    Waiting.until(
        "for " + name + " to be told something",
        PATIENCE_MILLIS,
        () -> {
          report(Json.createArrayBuilder());
          return !notifications.isEmpty();
        });
    return notifications.remove();
  }

  /** Says once what it shows. */
  void shows(String site, String group, long version) {
    report(
        Json.createArrayBuilder()
            .add(
                Json.createObjectBuilder()
                    .add("site", site)
                    .add("group", group)
                    .add("liveVersion", version)
                    .add("stagedVersion", 0)
                    .add("backupVersion", 0)
                    .addNull("problem")));
  }

  private void report(JsonArrayBuilder sites) {
    JsonObjectBuilder member =
        Json.createObjectBuilder()
            .add("server", name)
            .add("agentUrl", url())
            .add("address", "127.0.0.1")
            .add("priority", 50)
            .add("multicastHeard", true)
            .add("freeDiskBytes", 1L << 40)
            .add("cpus", 2)
            .add("cpuLoad", 0.5)
            .add("memoryBytes", 1L << 30)
            .add("connections", 1)
            .add("timeZone", "Europe/London")
            .add("place", "")
            .add("sites", sites);
    JsonObject report =
        Json.createObjectBuilder()
            .add("leader", name)
            .add("epoch", 1)
            .add("sequence", ++sequence)
            .add("multicast", true)
            .add("controlChannel", "239.192.0.1:45000")
            .add("members", Json.createArrayBuilder().add(member))
            .add("lost", Json.createArrayBuilder())
            .build();
    post("/api/v1/segments/" + name + "/reports", report);
  }

  /** It did what it was told. */
  void did(JsonObject notification, String outcome, long liveVersion) {
    reportOn(
        notification,
        Json.createObjectBuilder()
            .add("state", "REPORTED")
            .add("outcome", outcome)
            .addNull("reason")
            .add("liveVersion", liveVersion));
  }

  /** It did not even begin with what it was told. */
  void refused(JsonObject notification, String reason) {
    reportOn(
        notification,
        Json.createObjectBuilder()
            .add("state", "REFUSED")
            .addNull("outcome")
            .add("reason", reason)
            .add("liveVersion", 0));
  }

  private void reportOn(JsonObject notification, JsonObjectBuilder itself) {
    long size = notification.getJsonNumber("sizeBytes").longValue();
    itself.add("server", name).add("percent", 100).add("at", Instant.now().toString());
    JsonObject report =
        Json.createObjectBuilder()
            .add("server", name)
            .add("segment", name)
            .add("epoch", notification.getInt("epoch"))
            .add("sequence", ++sequence)
            .add("final", true)
            .add("fetchedBytes", size)
            .add("totalBytes", size)
            .addNull("problem")
            .add("servers", Json.createArrayBuilder().add(itself))
            .build();
    post("/api/v1/distributions/" + notification.getString("distribution") + "/reports", report);
  }

  private void post(String path, JsonObject document) {
    String token =
        SignedToken.issue(
            key,
            new TokenClaims(name, "ccm", null, null),
            Instant.now(),
            SignedToken.IDENTITY_LIFETIME);
    HttpResponse<String> answer = ccm.withToken(token).post(path, document.toString());
    assertTrue(answer.statusCode() < 300, () -> path + ": " + answer.body());
  }

  @Override
  public void close() {
    administered.send("POST", "/api/v1/servers/" + name + "/revocation");
    administered.send("DELETE", "/api/v1/servers/" + name);
    administered.send("DELETE", "/api/v1/segments/" + name);
    agent.stop(0);
  }
}
