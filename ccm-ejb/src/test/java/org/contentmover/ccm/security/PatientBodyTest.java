package org.contentmover.ccm.security;

import static java.io.OutputStream.nullOutputStream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.contentmover.ccm.setup.LeastProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of a real server, by the client the CCM uses. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PatientBodyTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final CountDownLatch tested = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LeastProgress least = LeastProgress.perMinute(0);
  private HttpServer server;

  private interface Answer {
    void give(HttpExchange exchange) throws Exception;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    tested.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private InputStream body(Duration longestSilence, Answer answer) throws Exception {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.give(exchange);
          } catch (IOException e) {
            throw e;
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), PatientBody.handler(longestSilence, least))
        .body();
  }

  @Test
  void shouldReadAWholeAnswer() throws Exception {
    byte[] bytes = new byte[1_000_000];
    new Random(5).nextBytes(bytes);
    try (InputStream body =
        body(
            LONG,
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(bytes);
            })) {
      assertEquals(bytes[0] & 0xff, body.read());
      assertArrayEquals(Arrays.copyOfRange(bytes, 1, bytes.length), body.readAllBytes());
    }
  }

  @Test
  void shouldReadAnEmptyAnswer() throws Exception {
    try (InputStream body = body(LONG, exchange -> exchange.sendResponseHeaders(204, -1))) {
      assertEquals(-1, body.read());
    }
  }

  @Test
  void shouldLeaveAServerThatFallsSilentInTheMiddle() throws Exception {
    try (InputStream body =
        body(
            SHORT,
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000);
              exchange.getResponseBody().write("begun".getBytes(UTF_8));
              exchange.getResponseBody().flush();
              tested.await();
            })) {
      assertArrayEquals("begun".getBytes(UTF_8), body.readNBytes(5));
      HttpTimeoutException silent = assertThrows(HttpTimeoutException.class, body::read);
      assertTrue(silent.getMessage().contains("sent nothing for 300 ms"), silent.getMessage());
    }
  }

  @Test
  void shouldSayThatAnAnswerIsCutOff() throws Exception {
    try (InputStream body =
        body(
            LONG,
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000);
              exchange.getResponseBody().write("begun".getBytes(UTF_8));
            })) {
      assertThrows(IOException.class, body::readAllBytes);
    }
  }

  @Test
  void shouldFailWhenNextToNothingComes() throws Exception {
    least = new LeastProgress(1_000, SHORT);
    try (InputStream body =
        body(
            LONG,
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              while (tested.getCount() > 0) {
                exchange.getResponseBody().write(1);
                exchange.getResponseBody().flush();
                tested.await(10, TimeUnit.MILLISECONDS);
              }
            })) {
      HttpTimeoutException slow =
          assertThrows(HttpTimeoutException.class, () -> body.transferTo(nullOutputStream()));
      assertTrue(slow.getMessage().contains("least.bytes.per.minute"), slow.getMessage());
    }
  }
}
