package org.contentmover.ccm.distribution;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.contentmover.ccm.security.Tickets;

/** Notifies agents over HTTP and notes how it went. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HttpNotificationSender {
  private static final System.Logger LOG = System.getLogger(HttpNotificationSender.class.getName());
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MAX_REASON = 500;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  @Inject private Tickets tickets;
  @Inject private DistributionDriver driver;

  /** Returns at once. */
  @Asynchronous
  public void send(Call call) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(call.agentUrl() + "/agent/notifications"))
              .timeout(ANSWER)
              .header("Authorization", "Bearer " + tickets.toAgent(call.server()))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(NotificationJson.write(call.notification())))
              .build();
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      boolean accepted = response.statusCode() == 202;
      driver.called(call, accepted, accepted ? "" : refusal(response));
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.DEBUG, "Server " + call.server() + " cannot be notified", e);
      driver.called(
          call,
          false,
          call.server() + " cannot be reached at " + call.agentUrl() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String refusal(HttpResponse<String> response) {
    String body = response.body();
    return "HTTP "
        + response.statusCode()
        + ": "
        + body.substring(0, Math.min(body.length(), MAX_REASON));
  }
}
