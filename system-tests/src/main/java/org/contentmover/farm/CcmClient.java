package org.contentmover.farm;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Speaks the CCM's REST API as an administrator. Not thread-safe by need, but stateless. */
public final class CcmClient {

  /** More than half of it was seen, for the first answer of a CCM on a very busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String authorization;

  public CcmClient(String url, String user, String password) {
    this.url = url;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /** The CCM could not be reached, or is not up yet. */
  public static final class NoAnswer extends FarmException {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The answer to one request.
   *
   * @param status of HTTP
   * @param etag of the thing answered; null when it has none
   * @param body empty when it is no JSON object
   */
  public record Answer(int status, String etag, JsonObject body) {
    public boolean isGood() {
      return status / 100 == 2;
    }

    /** What the CCM says is wrong (RFC 9457), for a person. */
    public String problem() {
      String detail = body.getString("detail", "");
      String title = body.getString("title", "");
      return detail.isEmpty() ? title + " (HTTP " + status + ")" : detail;
    }
  }

  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  public Answer post(String path, JsonObject body) {
    return send(withBody(path, "POST", body).build());
  }

  public Answer put(String path, JsonObject body, String etag) {
    HttpRequest.Builder request = withBody(path, "PUT", body);
    if (etag != null) {
      request.header("If-Match", etag);
    }
    return send(request.build());
  }

  /** Whatever revision is held. */
  public Answer delete(String path) {
    return send(request(path).header("If-Match", "*").DELETE().build());
  }

  /** The body of a good answer, or a {@link FarmException} with the CCM's own words. */
  public JsonObject good(Answer answer, String doing) {
    if (!answer.isGood()) {
      throw new FarmException(doing + ": " + answer.problem());
    }
    return answer.body();
  }

  /** Whether the CCM answers that it is ready. */
  boolean isReady() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(PATIENCE)
        .header("Authorization", authorization)
        .header("Accept", "application/json");
  }

  private HttpRequest.Builder withBody(String path, String method, JsonObject body) {
    return request(path)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (isAway(response)) {
        throw new NoAnswer(
            "The CCM at " + url + " is not ready (HTTP " + response.statusCode() + ").", null);
      }
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("ETag").orElse(null),
          parsed(response.body()));
    } catch (HttpTimeoutException e) {
      throw new NoAnswer("The CCM at " + url + " does not answer in time. Ask again later.", e);
    } catch (ConnectException e) {
      throw new NoAnswer(
          "The CCM is down: nothing listens at "
              + url
              + ". Start it again; that of the demo by: ./demo start ccm",
          e);
    } catch (IOException e) {
      throw new NoAnswer("The CCM at " + url + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException("interrupted while asking the CCM", e);
    }
  }

  /** A server that is starting answers before the CCM does, and not with its problems. */
  private static boolean isAway(HttpResponse<String> response) {
    int status = response.statusCode();
    boolean ofTheCcm = response.headers().firstValue("Content-Type").orElse("").contains("json");
    return status == 503 || ((status == 404 || status == 502) && !ofTheCcm);
  }

  private static JsonObject parsed(String body) {
    if (!body.stripLeading().startsWith("{")) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    } catch (JsonException e) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }
}
