package org.contentmover.ccm.version.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.ServerAt;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent may answer who is asked for lost content, by HTTP. */
class HttpServerContentTest {
  private static final byte[] PAGE = "a page".getBytes(StandardCharsets.UTF_8);
  private static final ContentHash CONTENT = ContentHash.sha256(PAGE);

  @TempDir Path directory;
  private Ccm ccm;
  private HttpServer agent;

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), new TestClock());
    agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    agent.start();
  }

  @AfterEach
  void stop() {
    agent.stop(0);
    ccm.close();
  }

  private Optional<String> fetch(Path into, Answer answer) {
    agent.createContext(
        "/agent/content/www.example.com/" + CONTENT.hex(),
        exchange -> {
          try (exchange) {
            answer.give(exchange);
          }
        });
    ServerState server = ServerAt.of(agent);
    return ccm.get(HttpServerContent.class)
        .fetch(server, "www.example.com", CONTENT, PAGE.length, into);
  }

  @Test
  void shouldWriteWhatAServerHas() throws Exception {
    Path into = directory.resolve("page");
    Optional<String> why =
        fetch(
            into,
            exchange -> {
              exchange.sendResponseHeaders(200, PAGE.length);
              exchange.getResponseBody().write(PAGE);
            });
    assertEquals(Optional.empty(), why);
    assertArrayEquals(PAGE, Files.readAllBytes(into));
  }

  /** It would fill the disk. */
  @Test
  void shouldNotHearToTheEndWhoSendsMoreThanTheContentHas() throws Exception {
    Path into = directory.resolve("page");
    Optional<String> why =
        fetch(
            into,
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] more = new byte[1 << 16];
              for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(more);
              }
            });
    assertEquals(Optional.of("boston-1 sends more than the content has"), why);
    assertTrue(Files.size(into) <= PAGE.length, () -> into + " is longer");
  }

  @Test
  void shouldSayWhatAServerSaysThatDoesNotHaveIt() {
    assertEquals(
        Optional.of("boston-1 does not have it"),
        fetch(directory.resolve("page"), exchange -> exchange.sendResponseHeaders(404, -1)));
  }
}
