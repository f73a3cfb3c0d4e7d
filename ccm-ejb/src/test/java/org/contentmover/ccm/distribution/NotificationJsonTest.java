package org.contentmover.ccm.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.distribution.view.Notification;
import org.contentmover.ccm.distribution.view.Source;
import org.junit.jupiter.api.Test;

/**
 * What the CCM tells servers is what the examples of the protocol say; the agent reads the same.
 */
class NotificationJsonTest {
  private static final Path EXAMPLES = Path.of("../docs/protocol/examples");
  private static final UUID DISTRIBUTION = UUID.fromString("3f0c1f3e-5a3b-4d2e-9d53-6a1f1c0f7b11");
  private static final UUID ASSIGNMENT = UUID.fromString("8a4f3a52-0f6a-4c57-8f5e-2f1d3c9b7e22");
  private static final String CCM = "http://ccm.example.com:8080";
  private static final Source FROM_CCM =
      new Source("ccm", CCM + "/api/v1/assignments/" + ASSIGNMENT + "/content");
  private static final Source FROM_LONDON =
      new Source("london-1", "http://10.2.1.1:8080/agent/assignments/" + ASSIGNMENT + "/content");

  @Test
  void shouldTellALeaderWhatTheExampleTells() throws IOException {
    Notification notification =
        notification(
            "publish www.example.com 4",
            "SEGMENT",
            "boston",
            7,
            List.of("boston-1", "boston-2", "boston-3"),
            2,
            List.of(FROM_LONDON, FROM_CCM));

    assertEquals(example("notification-segment.json"), written(notification));
  }

  @Test
  void shouldTellASingleServerWhatTheExampleTells() throws IOException {
    Notification notification =
        notification(
            "bring boston-2 up to date",
            "SERVER",
            null,
            1,
            List.of("boston-2"),
            1,
            List.of(FROM_CCM));

    assertEquals(example("notification-server.json"), written(notification));
  }

  private static Notification notification(
      String name,
      String scope,
      String segment,
      long epoch,
      List<String> participants,
      int quorum,
      List<Source> sources) {
    return new Notification(
        DISTRIBUTION,
        ASSIGNMENT,
        name,
        "PUBLISH",
        "www.example.com",
        "all",
        123456,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        scope,
        segment,
        epoch,
        participants,
        quorum,
        sources,
        "eyJhbGciOiJFZERTQSJ9.e30.c2ln",
        CCM,
        Instant.parse("2026-01-31T12:00:00Z"));
  }

  private static JsonObject written(Notification notification) {
    return object(NotificationJson.write(notification));
  }

  private static JsonObject example(String name) throws IOException {
    return object(Files.readString(EXAMPLES.resolve(name)));
  }

  private static JsonObject object(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
