package org.contentmover.ccm.distribution;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import org.contentmover.ccm.distribution.view.Notification;
import org.contentmover.ccm.distribution.view.Source;

/** The JSON of a notification (docs/protocol/distribution.md); names and forms are binding. */
final class NotificationJson {
  private NotificationJson() {}

  static String write(Notification notification) {
    JsonArrayBuilder participants = Json.createArrayBuilder();
    notification.participants().forEach(participants::add);
    JsonArrayBuilder sources = Json.createArrayBuilder();
    for (Source source : notification.sources()) {
      sources.add(
          Json.createObjectBuilder().add("server", source.server()).add("url", source.url()));
    }
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("distribution", notification.distribution().toString())
            .add("assignment", notification.assignment().toString())
            .add("name", notification.name())
            .add("type", notification.type())
            .add("site", notification.site())
            .add("group", notification.group())
            .add("sizeBytes", notification.sizeBytes())
            .add("sha256", notification.sha256())
            .add("scope", notification.scope());
    if (notification.segment() != null) {
      object.add("segment", notification.segment());
    }
    return object
        .add("epoch", notification.epoch())
        .add("participants", participants)
        .add("quorum", notification.quorum())
        .add("sources", sources)
        .add("fetchTicket", notification.fetchTicket())
        .add("ccmUrl", notification.ccmUrl())
        .add("deadline", notification.deadline().toString())
        .build()
        .toString();
  }
}
