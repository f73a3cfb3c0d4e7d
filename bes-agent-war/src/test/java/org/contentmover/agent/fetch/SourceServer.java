package org.contentmover.agent.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.contentmover.agent.ccm.Notification.Source;
import org.contentmover.agent.web.RequestedRange;

/** A real HTTP server with one assignment and the manners a test wants. */
final class SourceServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final byte[] content;
  private final String name;

  final List<String> ranges = new CopyOnWriteArrayList<>();
  final List<String> bearers = new CopyOnWriteArrayList<>();
  volatile int breakAfterBytes = Integer.MAX_VALUE;
  volatile boolean stall;
  volatile int status;
  volatile String tag;

  SourceServer(String name, byte[] content, String sha256) throws IOException {
    this.name = name;
    this.content = content;
    this.tag = "\"" + sha256 + "\"";
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  Source source() {
    return new Source(
        name, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/content"));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String header = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(header);
      bearers.add(exchange.getRequestHeaders().getFirst("Authorization"));
      if (status != 0) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      RequestedRange range = RequestedRange.of(header, content.length);
      exchange.getResponseHeaders().set("ETag", tag);
      exchange.getResponseHeaders().set("Content-Range", range.contentRange(content.length));
      exchange.sendResponseHeaders(206, range.length());
      int sent = (int) Math.min(range.length(), breakAfterBytes);
      OutputStream body = exchange.getResponseBody();
      body.write(content, (int) range.from(), sent);
      body.flush();
      if (stall && sent < range.length()) {
        // Holds the connection, silent, until the test ends.
        closing.await(1, TimeUnit.MINUTES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
