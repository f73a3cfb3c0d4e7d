package org.contentmover.agent.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.UUID;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.ccm.Notification;

/** Notifications as the CCM sends them. */
public final class Notifications {
  private Notifications() {}

  public static Notification of(
      UUID assignment, String scope, long epoch, long sizeBytes, String sha256, String sourceUrl)
      throws MalformedMessage {
    return Notification.read(
        new Fields(
            json(UUID.randomUUID(), assignment, scope, epoch, sizeBytes, sha256, sourceUrl)));
  }

  public static JsonObject json(
      UUID distribution,
      UUID assignment,
      String scope,
      long epoch,
      long sizeBytes,
      String sha256,
      String sourceUrl) {
    JsonObjectBuilder notification =
        Json.createObjectBuilder()
            .add("distribution", distribution.toString())
            .add("assignment", assignment.toString())
            .add("name", "publish www.example.com 4")
            .add("type", "PUBLISH")
            .add("site", "www.example.com")
            .add("group", "all")
            .add("sizeBytes", sizeBytes)
            .add("sha256", sha256)
            .add("scope", scope)
            .add("epoch", epoch)
            .add("participants", Json.createArrayBuilder(List.of("boston-1", "boston-2")))
            .add("quorum", 2)
            .add(
                "sources",
                Json.createArrayBuilder()
                    .add(Json.createObjectBuilder().add("server", "ccm").add("url", sourceUrl)))
            .add("fetchTicket", "ticket")
            .add("ccmUrl", "http://127.0.0.1:8080")
            .add("deadline", "2026-01-01T01:00:00Z");
    // One server alone is told of no segment.
    return (scope.equals("SEGMENT") ? notification.add("segment", "boston") : notification).build();
  }
}
