package org.contentmover.agent.ccm;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends one JSON object and reads the answer, by java.net.http. Splits failures into those worth
 * another try and those that are answers. Safe for any thread.
 */
public final class JsonOverHttp {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
  private static final int LONGEST_DETAIL = 500;

  private final HttpClient client;

  public JsonOverHttp(HttpClient client) {
    this.client = client;
  }

  /**
   * Sends and waits.
   *
   * @param bearer token for the Authorization header
   * @return the body of a 2xx answer, empty text when it has none
   */
  public String send(String method, URI url, String bearer, JsonObject body)
      throws PeerUnavailable, PeerRefused {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(ANSWER_WITHIN)
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, application/problem+json")
            .method(
                method,
                HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build();
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new PeerUnavailable(method + " " + url + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeerUnavailable(method + " " + url + ": this server stops", e);
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return response.body();
    }
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      throw new PeerRefused(status, detail(response.body()), response.body());
    }
    throw new PeerUnavailable(
        method + " " + url + ": HTTP " + status + ": " + detail(response.body()));
  }

  /** The detail of a problem body, else the beginning of whatever came. */
  private static String detail(String body) {
    String text;
    try {
      Fields problem = Fields.parse(body);
      text = problem.optionalText("detail").or(() -> problem.optionalText("title")).orElse(body);
    } catch (MalformedMessage e) {
      text = body.replaceAll("\\s+", " ");
    }
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
  }
}
