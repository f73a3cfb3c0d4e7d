package org.contentmover.agent.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.agent.testing.FakeExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayAnswersTest {
  private static final String SHA256 = "ab".repeat(32);

  @TempDir Path directory;
  private final UUID id = UUID.randomUUID();
  private Optional<VerifiedCopies.VerifiedCopy> copy = Optional.empty();
  private RelayAnswers answers;

  @BeforeEach
  void makeCopy() throws IOException {
    Path file = directory.resolve("copy");
    Files.writeString(file, "0123456789");
    copy = Optional.of(new VerifiedCopies.VerifiedCopy(file, 10, 10, SHA256));
    answers =
        new RelayAnswers(asked -> asked.equals(id) ? copy : Optional.empty(), new RateBound(0));
  }

  @Test
  void shouldServeTheWholeWithItsHashAsTag() throws IOException {
    FakeExchange exchange = answer(id, new FakeExchange("GET", "/"));

    assertEquals(200, exchange.status());
    assertEquals("0123456789", exchange.text());
    assertEquals("\"" + SHA256 + "\"", exchange.header("ETag"));
    assertEquals("bytes", exchange.header("Accept-Ranges"));
  }

  @Test
  void shouldServeARangeAndRefuseOneBeyondTheEnd() throws IOException {
    FakeExchange part = answer(id, new FakeExchange("GET", "/").with("Range", "bytes=7-"));
    assertEquals(206, part.status());
    assertEquals("789", part.text());
    assertEquals("bytes 7-9/10", part.header("Content-Range"));

    FakeExchange beyond = answer(id, new FakeExchange("GET", "/").with("Range", "bytes=10-"));
    assertEquals(416, beyond.status());
    assertEquals("bytes */10", beyond.header("Content-Range"));
  }

  @Test
  void shouldNotServeWhatIsNotCompleteOrWasRemoved() throws IOException {
    assertEquals(404, answer(UUID.randomUUID(), new FakeExchange("GET", "/")).status());

    Files.delete(directory.resolve("copy"));
    assertEquals(404, answer(id, new FakeExchange("GET", "/")).status());
  }

  private FakeExchange answer(UUID assignment, FakeExchange exchange) throws IOException {
    answers.answer(assignment, exchange.request(), exchange.response());
    return exchange;
  }
}
