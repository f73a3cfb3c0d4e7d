package org.contentmover.farm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a back-end server says of itself to everybody, also while the CCM is down. Stateless. */
final class AgentHealth {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Pattern VERSION = Pattern.compile("\\d+");

  private AgentHealth() {}

  /** {@code up} when it is ready, else {@code failed}; waits some seconds for an answer. */
  static String state(String agentUrl) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(agentUrl + "/health/ready")).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
          ? "up"
          : "failed";
    } catch (IOException e) {
      return "failed";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException("interrupted while asking " + agentUrl, e);
    }
  }

  /** The version a document root shows; 0 for none. */
  static long liveVersion(Path liveDirectory) {
    try {
      Path version = Files.readSymbolicLink(liveDirectory).getFileName();
      Matcher number = VERSION.matcher(version.toString());
      return number.lookingAt() ? Long.parseLong(number.group()) : 0;
    } catch (IOException | UnsupportedOperationException e) {
      return 0;
    }
  }
}
