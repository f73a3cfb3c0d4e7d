package org.contentmover.agent.ccm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.contentmover.agent.testing.ProtocolExamples;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** What the CCM sends in the protocol's examples is understood here. */
class ProtocolExamplesTest {
  @Test
  void shouldReadTheNotificationOfALeader() throws Exception {
    Notification read =
        Notification.read(new Fields(ProtocolExamples.read("notification-segment.json")));

    assertEquals(Notification.Scope.SEGMENT, read.scope());
    assertEquals(new SegmentName("boston"), read.segment());
    assertEquals(7, read.epoch());
    assertEquals(123456, read.sizeBytes());
    assertEquals(List.of("boston-1", "boston-2", "boston-3"), read.participants());
    assertEquals(2, read.quorum());
    assertEquals("london-1", read.sources().get(0).server());
    assertEquals(Instant.parse("2026-01-31T12:00:00Z"), read.deadline());
  }

  @Test
  void shouldReadTheNotificationOfASingleServer() throws Exception {
    Notification read =
        Notification.read(new Fields(ProtocolExamples.read("notification-server.json")));

    assertEquals(Notification.Scope.SERVER, read.scope());
    assertNull(read.segment());
    assertEquals(1, read.epoch());
  }

  @Test
  void shouldReadWhoIsNext() throws Exception {
    JsonObject answer = ProtocolExamples.read("edge-answer.json");

    NextLeader next = NextLeader.read(new Fields(answer).nested("next"));

    assertEquals(new ServerName("boston-1"), next.server());
    assertEquals(URI.create("http://10.1.1.1:8080"), next.agentUrl());
    assertEquals(ProtocolExamples.read("notification-segment.json"), next.notification());
  }

  @Test
  void shouldReadTheAnswerAboutKeys() throws Exception {
    KeyAnswer answer = KeyAnswer.read(new Fields(ProtocolExamples.read("key-answer.json")));

    assertEquals(Duration.ofSeconds(2), answer.askAgain());
    assertTrue(answer.sealed().isPresent());
  }
}
