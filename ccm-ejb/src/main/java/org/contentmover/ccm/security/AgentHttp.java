package org.contentmover.ccm.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.contentmover.ccm.setup.LeastProgress;

/**
 * Requests of the CCM to agents, with its token for each. Safe for any thread; sending waits for
 * the answer.
 */
@ApplicationScoped
public class AgentHttp {
  private static final int MOST_DETAIL_BYTES = 1 << 16;
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  @Inject private Tickets tickets;

  /**
   * A request that the agent will let through.
   *
   * @param path begins with {@code /agent/}
   * @param answerWithin until the head of the answer is there
   * @throws IllegalArgumentException when the agent's address is none
   */
  public HttpRequest.Builder request(
      String server, String agentUrl, String path, Duration answerWithin) {
    return HttpRequest.newBuilder(URI.create(agentUrl + path))
        .timeout(answerWithin)
        .header("Authorization", "Bearer " + tickets.toAgent(server))
        .header("Content-Type", "application/json");
  }

  /**
   * Sends it, and waits for the head of the answer; whose body is read as it comes, and closed by
   * the caller.
   *
   * @param longestSilence without a byte of the body, after which reading fails
   * @param least of the body has to come; less fails, too
   */
  public HttpResponse<InputStream> send(
      HttpRequest.Builder request, Duration longestSilence, LeastProgress least)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), PatientBody.handler(longestSilence, least));
  }

  /** As above, for an answer that is short: it may come as slowly as it wants. */
  public HttpResponse<InputStream> send(HttpRequest.Builder request, Duration longestSilence)
      throws IOException, InterruptedException {
    return send(request, longestSilence, LeastProgress.perMinute(0));
  }

  /** What an agent says about a request it does not carry out, else its status; closes the body. */
  public static String detail(HttpResponse<InputStream> response) throws IOException {
    String status = "HTTP " + response.statusCode();
    byte[] said;
    try (InputStream body = response.body()) {
      said = body.readNBytes(MOST_DETAIL_BYTES);
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(said))) {
      return reader.readObject().getString("detail", status);
    } catch (JsonException | IllegalStateException e) {
      return status;
    }
  }
}
