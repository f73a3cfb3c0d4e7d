package org.contentmover.agent.ccm;

import jakarta.json.JsonObject;
import java.net.URI;
import org.contentmover.core.ids.ServerName;

/**
 * Whom to notify next.
 *
 * @param ticket bearer token for the notification
 * @param notification to be posted as it is
 */
public record NextLeader(ServerName server, URI agentUrl, String ticket, JsonObject notification) {

  static NextLeader read(Fields fields) throws MalformedMessage {
    return new NextLeader(
        fields.parsed("server", ServerName::new),
        fields.url("agentUrl"),
        fields.text("ticket"),
        fields.nested("notification").json());
  }
}
