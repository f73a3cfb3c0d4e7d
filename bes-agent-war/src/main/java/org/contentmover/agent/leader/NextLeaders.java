package org.contentmover.agent.leader;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.JsonOverHttp;
import org.contentmover.agent.ccm.NextLeader;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.core.ids.ServerName;

/**
 * Asks the CCM "next?" and notifies whom it names, until it says that there is none (DT-2, DT-3).
 * Stateless, safe for any thread; a round holds its thread.
 */
final class NextLeaders {
  private static final Logger LOG = Logger.getLogger(NextLeaders.class.getName());

  private final Ccm ccm;
  private final JsonOverHttp agents;
  private final ServerName self;

  NextLeaders(Ccm ccm, JsonOverHttp agents, ServerName self) {
    this.ccm = ccm;
    this.agents = agents;
    this.self = self;
  }

  /**
   * Asks until the last.
   *
   * @param bytesPerSecond measured while fetching, 0 when not
   * @throws PeerUnavailable when the CCM could not be asked and shall be asked again later
   * @throws PeerRefused when it does not answer this server
   */
  void askUntilLast(
      Notification notification, long epoch, long bytesPerSecond, BooleanSupplier cancelled)
      throws PeerUnavailable, PeerRefused {
    Optional<NotifiedLeader> notified = Optional.empty();
    while (!cancelled.getAsBoolean()) {
      JsonObjectBuilder question =
          Json.createObjectBuilder()
              .add("server", self.value())
              .add("epoch", epoch)
              .add("fetchedBytes", notification.sizeBytes())
              .add("measuredBytesPerSecond", bytesPerSecond);
      notified.ifPresent(leader -> question.add("notified", leader.json()));
      Optional<NextLeader> next = ccm.nextLeader(notification.distribution(), question.build());
      if (next.isEmpty()) {
        return;
      }
      notified = Optional.of(tell(next.get()));
    }
  }

  private NotifiedLeader tell(NextLeader next) {
    URI url = URI.create(next.agentUrl() + "/agent/notifications");
    try {
      agents.send("POST", url, next.ticket(), next.notification());
      return new NotifiedLeader(next.server(), "");
    } catch (PeerUnavailable | PeerRefused e) {
      LOG.log(
          Level.WARNING,
          "leader {0} does not take the notification: {1}",
          new Object[] {next.server(), e.getMessage()});
      return new NotifiedLeader(next.server(), e.getMessage());
    }
  }

  /** How a notification went; the reason is empty when it was accepted. */
  private record NotifiedLeader(ServerName server, String reason) {
    JsonObject json() {
      JsonObjectBuilder json =
          Json.createObjectBuilder()
              .add("server", server.value())
              .add("accepted", reason.isEmpty());
      if (reason.isEmpty()) {
        json.addNull("reason");
      } else {
        json.add("reason", reason);
      }
      return json.build();
    }
  }
}
