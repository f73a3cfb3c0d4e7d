package org.contentmover.system.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TokenClaims;

/**
 * As much of a CCM as an agent needs to trust one: it enrols whoever shows the token, and signs
 * what it then asks for (UI-4). Everything else it is told is not found.
 */
final class EnrollingCcm implements AutoCloseable {

  static final String ENROLMENT_TOKEN = "good-once";

  private final SigningKey key = SigningKey.generate();
  private final HttpServer http;

  EnrollingCcm() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1/enrolments", this::enrol);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** What proves to an agent that this CCM asks. */
  String tokenFor(String server) {
    return token(key, server);
  }

  /** The same claims under a key the agent has not pinned. */
  static String forgedTokenFor(String server) {
    return token(SigningKey.generate(), server);
  }

  private static String token(SigningKey key, String server) {
    return SignedToken.issue(
        key, new TokenClaims("ccm", server, "agent", null), Instant.now(), Duration.ofMinutes(1));
  }

  private void enrol(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean good =
          ("Bearer " + ENROLMENT_TOKEN)
              .equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String body =
          good
              ? "{\"ccmPublicKey\":\"" + Ed25519Keys.encodePublic(key.publicKey()) + "\"}"
              : "{\"detail\":\"this is not the token\"}";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(good ? 201 : 401, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
