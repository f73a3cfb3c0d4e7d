package org.contentmover.agent.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.contentmover.agent.leader.NotificationServlet;
import org.contentmover.agent.segment.SegmentOrdersServlet;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeExchange;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.ProtocolExamples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every message to an agent has to keep to, with the servlets that take messages. */
class MessageServletTest {
  private static final String LEADERSHIP = "/agent/segment/leadership-order";
  private static final String CONTROL_CHANNEL = "/agent/segment/control-channel";
  private static final String NOTIFICATIONS = "/agent/notifications";
  private static final Map<String, Integer> MOST_BYTES =
      Map.of(LEADERSHIP, 4096, CONTROL_CHANNEL, 4096, NOTIFICATIONS, 1024 * 1024);

  @TempDir Path directory;
  private Agent agent;
  private Optional<Agent> running;

  @BeforeEach
  void start() throws Exception {
    agent =
        new Agent(
            Configurations.of(Configurations.minimal(directory)),
            new FakeSegment(),
            new AgentThreads(Thread::new),
            Clock.systemUTC());
    running = Optional.of(agent);
  }

  @AfterEach
  void stop() {
    agent.stop();
  }

  private FakeExchange post(String path, byte[] body) throws Exception {
    MessageServlet servlet =
        path.equals(NOTIFICATIONS) ? new NotificationServlet() : new SegmentOrdersServlet();
    servlet.lifecycle =
        new AgentLifecycle() {
          @Override
          public Optional<Agent> agent() {
            return running;
          }
        };
    FakeExchange exchange = new FakeExchange("POST", path).sending(body);
    servlet.doPost(exchange.request(), exchange.response());
    return exchange;
  }

  private FakeExchange post(String path, String body) throws Exception {
    return post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  private boolean hasOrder() {
    return Files.exists(directory.resolve("state/leadership.order"));
  }

  private static byte[] padded(String message, int bytes) {
    byte[] whole = message.getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(whole, bytes);
    Arrays.fill(body, whole.length, bytes, (byte) ' ');
    return body;
  }

  @Test
  void shouldTakeAMessageUpToItsLimit() throws Exception {
    assertEquals(202, post(LEADERSHIP, padded("{\"order\":\"NEVER\"}", 4096)).status());
    assertTrue(hasOrder());
    String notification = ProtocolExamples.read("notification-segment.json").toString();
    FakeExchange answer = post(NOTIFICATIONS, padded(notification, 1024 * 1024));
    assertEquals(409, answer.status(), "read, and this server does not lead: " + answer.text());
  }

  /** What follows the limit could change what comes before it. */
  @Test
  void shouldSayThatAMessageIsTooLargeInsteadOfReadingAPartOfIt() throws Exception {
    for (Map.Entry<String, Integer> most : MOST_BYTES.entrySet()) {
      FakeExchange answer =
          post(most.getKey(), padded("{\"order\":\"NEVER\"}", most.getValue() + 1));
      assertEquals(413, answer.status(), answer.toString());
      assertTrue(answer.text().contains("at most "), answer.text());
      assertTrue(answer.text().contains("Nothing was done"), answer.text());
    }
    assertFalse(hasOrder());
  }

  @Test
  void shouldSayWhatIsWrongWithAMessageItCannotRead() throws Exception {
    for (String path : MOST_BYTES.keySet()) {
      assertRefused(post(path, ""), "not a JSON object");
      assertRefused(post(path, "{\"order\":"), "not a JSON object");
      assertRefused(post(path, "[1]"), "not a JSON object");
      assertRefused(post(path, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}), "UTF-8");
    }
    assertRefused(post(NOTIFICATIONS, "{\"a\":".repeat(100_000)), "not a JSON object");
    assertRefused(post(LEADERSHIP, "{}"), "field order is missing");
    assertRefused(post(CONTROL_CHANNEL, "{\"segment\":1}"), "field segment is 1");
    assertRefused(post(NOTIFICATIONS, "{}"), "field sources is missing");
    assertFalse(hasOrder());
  }

  private static void assertRefused(FakeExchange answer, String why) {
    assertEquals(400, answer.status(), answer.toString());
    assertEquals("application/problem+json", answer.header("Content-Type"));
    assertTrue(answer.text().contains(why), answer.text());
  }

  @Test
  void shouldSayThatTheAgentDoesNotRun() throws Exception {
    running = Optional.empty();
    for (String path : MOST_BYTES.keySet()) {
      FakeExchange answer = post(path, "{\"order\":\"NEVER\"}");
      assertEquals(503, answer.status());
      assertTrue(answer.text().contains("/health/ready"), answer.text());
    }
  }
}
