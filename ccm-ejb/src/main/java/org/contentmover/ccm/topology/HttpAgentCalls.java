package org.contentmover.ccm.topology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.contentmover.ccm.security.AgentHttp;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Calls agents over HTTP (docs/protocol/distribution.md, "Orders about a segment"). */
@ApplicationScoped
public class HttpAgentCalls implements AgentCalls {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @Inject private AgentHttp agents;

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

  @Override
  public Optional<String> scrub(String server, String agentUrl, String site) {
    JsonObject body = Json.createObjectBuilder().add("site", site).build();
    return post(server, agentUrl, "/agent/scrub", body);
  }

  private Optional<String> post(String server, String agentUrl, String path, JsonObject body) {
    try {
      HttpResponse<InputStream> response =
          agents.send(
              agents
                  .request(server, agentUrl, path, ANSWER)
                  .POST(HttpRequest.BodyPublishers.ofString(body.toString())),
              ANSWER);
      String detail = AgentHttp.detail(response);
      return response.statusCode() == 202
          ? Optional.empty()
          : Optional.of("Server " + server + " refuses: " + detail);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(
          "Server " + server + " cannot be reached at " + agentUrl + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The CCM is being stopped.");
    }
  }
}
