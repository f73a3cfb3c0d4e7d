package org.contentmover.agent.ccm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.contentmover.agent.testing.Notifications;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  private final JsonObject json =
      Notifications.json(
          UUID.randomUUID(),
          UUID.randomUUID(),
          "SEGMENT",
          7,
          123,
          "ab".repeat(32),
          "http://ccm/api/v1/assignments/x/content");

  @Test
  void shouldReadEveryFieldAndKeepTheMessageAsItCame() throws Exception {
    Notification read = Notification.read(Fields.parse(json.toString()));

    assertEquals(Notification.Scope.SEGMENT, read.scope());
    assertEquals(7, read.epoch());
    assertEquals(Instant.parse("2026-01-01T01:00:00Z"), read.deadline());
    assertTrue(read.sources().get(0).isCcm());
    assertTrue(read.concerns(new ServerName("boston-2")));
    assertFalse(read.concerns(new ServerName("london-1")));
    assertEquals(json, read.json());
  }

  @Test
  void shouldPassOverFieldsOfANewerCcm() throws Exception {
    JsonObject newer = Json.createObjectBuilder(json).add("commitAt", "later").build();

    assertEquals(123, Notification.read(new Fields(newer)).sizeBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "distribution",
        "assignment",
        "name",
        "site",
        "group",
        "sizeBytes",
        "sha256",
        "scope",
        "segment",
        "epoch",
        "participants",
        "quorum",
        "sources",
        "fetchTicket",
        "deadline"
      })
  void shouldNameAMissingField(String field) {
    JsonObject without = Json.createObjectBuilder(json).remove(field).build();

    MalformedMessage problem =
        assertThrows(MalformedMessage.class, () -> Notification.read(new Fields(without)));

    assertTrue(problem.getMessage().contains(field), problem::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "assignment,x",
    "site,../x",
    "scope,WORLD",
    "deadline,tomorrow",
    "sha256,abc",
    "segment,A B"
  })
  void shouldNameAWrongField(String field, String value) {
    JsonObject wrong = Json.createObjectBuilder(json).add(field, value).build();

    MalformedMessage problem =
        assertThrows(MalformedMessage.class, () -> Notification.read(new Fields(wrong)));

    assertTrue(problem.getMessage().contains(field), problem::getMessage);
  }

  @Test
  void shouldRefuseWhatIsNoObject() {
    assertThrows(MalformedMessage.class, () -> Fields.parse("[1]"));
    assertThrows(MalformedMessage.class, () -> Fields.parse("{"));
    assertThrows(MalformedMessage.class, () -> Fields.parse(""));
  }
}
