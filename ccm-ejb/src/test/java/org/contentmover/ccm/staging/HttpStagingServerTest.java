package org.contentmover.ccm.staging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.ServerAt;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.staging.ArrivalNotKept;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.content.staging.OfferedDirectories;
import org.contentmover.content.staging.StagingDesk;
import org.contentmover.content.staging.StagingScan;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an agent may answer, by HTTP. */
class HttpStagingServerTest {
  private static final UUID SCAN = new UUID(1, 2);

  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private HttpServer agent;
  private StagingServer servers;
  private ServerState server;

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    agent.start();
    servers = ccm.get(StagingServer.class);
    server = ServerAt.of(agent);
  }

  @AfterEach
  void stop() {
    agent.stop(0);
    ccm.close();
  }

  private void answers(Answer answer) {
    agent.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answer.give(exchange);
          }
        });
  }

  @Test
  void shouldTellItsOwnDiskFromAServerThatIsAway() throws Exception {
    Path staging = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(staging.resolve("index.html"), "hello");
    StagingDesk desk =
        new StagingDesk(
            new OfferedDirectories(List.of(staging), "staging.directories"),
            directory.resolve("state"),
            directory.resolve("state/staging"),
            Runnable::run,
            clock);
    desk.begin(SCAN, staging.toString(), ScanRules.EVERYTHING);
    StagingScan scan = desk.find(SCAN).orElseThrow();
    List<ManifestEntry> files = scan.manifest().files();
    answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          scan.write(files, 0, exchange.getResponseBody());
        });
    ContentArrival arrival = new ContentArrival(directory.resolve("arriving"));
    // Where the file is to come nothing can be written, as on a full disk.
    Path inTheWay =
        Files.createDirectories(
            directory.resolve("arriving").resolve(files.get(0).sha256().hex() + ".part"));
    assertThrows(ArrivalNotKept.class, () -> servers.fetch(server, SCAN, files, 0, arrival));
    Files.delete(inTheWay);
    servers.fetch(server, SCAN, files, 0, arrival);
    assertTrue(arrival.has(files.get(0)));
  }

  @Test
  void shouldTellAServerThatIsBusyFromOneThatStarts() throws Exception {
    answers(
        exchange -> {
          if (exchange.getRequestURI().getPath().endsWith("/manifest")) {
            exchange.getResponseHeaders().add("Retry-After", "3");
          }
          exchange.sendResponseHeaders(503, -1);
        });
    assertThrows(StagingTrouble.Busy.class, () -> servers.manifest(server, SCAN));
    assertThrows(StagingTrouble.Away.class, () -> servers.progress(server, SCAN));
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotReadAnAnswerThatNeverEnds() {
    byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
    answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(blanks);
          }
        });
    StagingTrouble trouble =
        assertThrows(StagingTrouble.class, () -> servers.progress(server, SCAN));
    assertTrue(trouble.getMessage().contains("cannot be used"), trouble.getMessage());
  }

  @Test
  void shouldTakeAnAnswerThatIsCutOffForAServerThatIsAway() throws Exception {
    answers(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("{".getBytes(UTF_8));
        });
    StagingTrouble trouble =
        assertThrows(StagingTrouble.class, () -> servers.manifest(server, SCAN));
    assertTrue(trouble instanceof StagingTrouble.Away, trouble.toString());
    assertFalse(trouble.getMessage().isEmpty());
  }
}
