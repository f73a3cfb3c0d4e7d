package org.contentmover.system.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.content.trust.TrustedKeys;

/**
 * As much of a CCM as an agent needs to trust one: it enrols whoever shows the token, signs what it
 * then asks for (UI-4), and tells it the time when its tokens are of another. Everything else it is
 * told is not found.
 */
final class EnrollingCcm implements AutoCloseable {

  static final String ENROLMENT_TOKEN = "good-once";

  private final SigningKey key = SigningKey.generate();
  private final HttpServer http;
  private volatile Duration ahead = Duration.ZERO;
  private volatile PublicKeyLookup enrolled = keyId -> Optional.empty();

  EnrollingCcm() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1/enrolments", this::enrol);
    http.createContext("/api/v1/servers/", this::answer);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** From now on its clock is so far ahead of this machine's. */
  void setClock(Duration newAhead) {
    ahead = newAhead;
  }

  private Instant now() {
    return Instant.now().plus(ahead);
  }

  /** What proves to an agent that this CCM asks. */
  String tokenFor(String server) {
    return token(key, server, now());
  }

  /** The same claims under a key the agent has not pinned. */
  static String forgedTokenFor(String server) {
    return token(SigningKey.generate(), server, Instant.now());
  }

  private static String token(SigningKey key, String server, Instant now) {
    return SignedToken.issue(
        key, new TokenClaims("ccm", server, "agent", null), now, Duration.ofMinutes(1));
  }

  private void enrol(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonObject request = Json.createReader(exchange.getRequestBody()).readObject();
      boolean good =
          ("Bearer " + ENROLMENT_TOKEN)
              .equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String body =
          good
              ? "{\"ccmKeyRing\":\"" + CcmKeyRing.first(key.publicKey()).text() + "\"}"
              : "{\"detail\":\"this is not the token\"}";
      if (good) {
        enrolled = TrustedKeys.of(Ed25519Keys.decodePublic(request.getString("publicKey")));
      }
      send(exchange, good ? 201 : 401, body);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String token =
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
      Instant now = now();
      try {
        SignedToken own = SignedToken.authentic(token, enrolled, "ccm");
        try {
          own.requireTimely(now, SignedToken.IDENTITY_LIFETIME);
          send(exchange, 404, "{\"detail\":\"not here\"}");
        } catch (TokenRejected e) {
          String proof = TimeProof.issue(key, own.claims().issuer(), token, now);
          send(exchange, 401, "{\"detail\":\"clocks\",\"ccmTime\":\"" + proof + "\"}");
        }
      } catch (TokenRejected e) {
        send(exchange, 401, "{\"detail\":\"who are you\"}");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
