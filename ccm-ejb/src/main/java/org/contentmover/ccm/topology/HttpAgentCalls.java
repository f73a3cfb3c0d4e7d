package org.contentmover.ccm.topology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.contentmover.ccm.security.Tickets;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Calls agents over HTTP (docs/protocol/distribution.md, "Orders about a segment"). */
@ApplicationScoped
public class HttpAgentCalls implements AgentCalls {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  @Inject private Tickets tickets;

  @Override
  public Optional<String> moveControlChannel(SegmentLeader leader, String group, int port) {
    JsonObject body =
        Json.createObjectBuilder()
            .add("segment", leader.segment())
            .add("epoch", leader.epoch())
            .add("group", group)
            .add("port", port)
            .build();
    return post(leader.server(), leader.agentUrl(), "/agent/segment/control-channel", body);
  }

  @Override
  public Optional<String> order(String server, String agentUrl, LeadershipOrder order) {
    JsonObject body = Json.createObjectBuilder().add("order", order.name()).build();
    return post(server, agentUrl, "/agent/segment/leadership-order", body);
  }

  private Optional<String> post(String server, String agentUrl, String path, JsonObject body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(agentUrl + path))
              .timeout(ANSWER)
              .header("Authorization", "Bearer " + tickets.toAgent(server))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
              .build();
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 202
          ? Optional.empty()
          : Optional.of("Server " + server + " refuses: " + detail(response));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          "Server " + server + " cannot be reached at " + agentUrl + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The CCM is being stopped.");
    }
  }

  private static String detail(HttpResponse<String> response) {
    String status = "HTTP " + response.statusCode();
    try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
      return reader.readObject().getString("detail", status);
    } catch (JsonException | IllegalStateException e) {
      return status;
    }
  }
}
