package org.contentmover.agent.scrub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.contentmover.agent.fetch.HttpByteSource;
import org.contentmover.content.apply.LostContent;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server asks a CCM for when its trees are damaged (CI-7). */
class CcmContentsTest {
  private static final HostedSite SITE = new HostedSite("www.example.com");
  private static final byte[] PAGE = "one".getBytes(StandardCharsets.UTF_8);
  private static final LostContent LOST =
      new LostContent(7, "a/b c+ä.html", ContentHash.sha256(PAGE), PAGE.length);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private volatile int busyTimes;
  private volatile int busyStatus = 503;
  private HttpServer server;
  private CcmContents contents;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    contents =
        new CcmContents(
            new HttpByteSource(HttpClient.newHttpClient(), Duration.ofSeconds(30)),
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ccm"),
            () -> "token",
            (longest, cancelled) -> pauses.add(longest));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toASCIIString());
      if (asked.size() <= busyTimes) {
        exchange.sendResponseHeaders(busyStatus, -1);
        return;
      }
      exchange.getResponseHeaders().set("ETag", "\"" + LOST.hash().hex() + "\"");
      exchange.sendResponseHeaders(200, PAGE.length);
      exchange.getResponseBody().write(PAGE);
    }
  }

  private byte[] fetch() throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    contents.apply(SITE).copy(LOST, taken);
    return taken.toByteArray();
  }

  @Test
  void shouldSayInWhichVersionAndWhereTheContentStands() throws Exception {
    assertArrayEquals(PAGE, fetch());
    assertEquals(
        List.of(
            "/ccm/api/v1/sites/www.example.com/contents/"
                + LOST.hash().hex()
                + "?version=7&path=a%2Fb+c%2B%C3%A4.html"),
        asked);
  }

  @Test
  void shouldComeAgainWhileTheCcmRepairsTooManyServers() throws Exception {
    busyTimes = 3;
    assertArrayEquals(PAGE, fetch());
    assertEquals(4, asked.size());
    assertEquals(3, pauses.size());
  }

  @Test
  void shouldGiveUpInTheEnd() {
    busyTimes = Integer.MAX_VALUE;
    IOException failure = assertThrows(IOException.class, this::fetch);
    assertTrue(failure.getMessage().contains("too much to do"), failure.getMessage());
    assertEquals(60, asked.size());
  }

  @Test
  void shouldNotAskAgainForWhatTheCcmDoesNotHave() {
    busyTimes = Integer.MAX_VALUE;
    busyStatus = 404;
    assertThrows(IOException.class, this::fetch);
    assertEquals(1, asked.size());
    assertEquals(List.of(), pauses);
  }
}
