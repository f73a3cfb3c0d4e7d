package org.contentmover.ccm.distribution;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.contentmover.ccm.security.AgentHttp;
import org.contentmover.ccm.setup.Columns;

/** Notifies agents over HTTP and notes how it went. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HttpNotificationSender {
  private static final System.Logger LOG = System.getLogger(HttpNotificationSender.class.getName());
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MAX_REASON = 500;

  @Inject private AgentHttp agents;
  @Inject private DistributionDriver driver;

  /** Returns at once. */
  @Asynchronous
  public void send(Call call) {
    try {
      HttpResponse<InputStream> response =
          agents.send(
              agents
                  .request(call.server(), call.agentUrl(), "/agent/notifications", ANSWER)
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          NotificationJson.write(call.notification()))),
              ANSWER);
      String detail = AgentHttp.detail(response);
      boolean accepted = response.statusCode() == 202;
      driver.called(call, accepted, accepted ? "" : Columns.fit(detail, MAX_REASON));
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
}
