package org.contentmover.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says itself while the CCM is down. */
class AgentHealthTest {
  @TempDir Path directory;

  @Test
  void shouldTellWhetherAServerIsReady() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int[] status = {200};
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertEquals("up", AgentHealth.state(url));
      status[0] = 503;
      assertEquals("failed", AgentHealth.state(url));
    } finally {
      server.stop(0);
    }
    assertEquals("failed", AgentHealth.state(url), "its process runs and does not answer");
  }

  @Test
  void shouldReadTheVersionThatIsLive() throws IOException {
    Path live = directory.resolve("live");
    assertEquals(0, AgentHealth.liveVersion(live));
    Files.createSymbolicLink(live, Path.of("versions/12"));
    assertEquals(12, AgentHealth.liveVersion(live));
  }
}
