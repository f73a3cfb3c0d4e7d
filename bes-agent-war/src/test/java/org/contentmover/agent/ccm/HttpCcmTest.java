package org.contentmover.agent.ccm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.security.RequestGuard;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server and a CCM whose clocks differ, with the tokens they really use. */
class HttpCcmTest {
  private static final ServerName SELF = new ServerName("boston-1");
  private static final JsonObject REPORT = Json.createObjectBuilder().add("epoch", 7).build();

  @TempDir Path state;
  private final SigningKey ccmKey = SigningKey.generate();
  private final List<String> bodies = new ArrayList<>();
  private HttpServer http;
  private CcmClock clock;
  private ServerIdentity identity;
  private RequestGuard guard;
  private HttpCcm ccm;

  /** What the CCM answers a token refused for its times with; given the token and its time. */
  private BiFunction<String, Instant, String> proof =
      (token, now) -> TimeProof.issue(ccmKey, SELF.value(), token, now);

  @BeforeEach
  void startCcm() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1/", this::answer);
    http.start();
  }

  @AfterEach
  void stopCcm() {
    http.stop(0);
  }

  private void startAgent(Duration ahead) throws IOException {
    clock = new CcmClock(Clock.offset(Clock.systemUTC(), ahead), System::nanoTime);
    identity = ServerIdentity.load(SELF, state, clock);
    identity.pinCcm(CcmKeyRing.first(ccmKey.publicKey()));
    guard = new RequestGuard(SELF, identity, clock);
    URI url = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    ccm = new HttpCcm(new JsonOverHttp(HttpClient.newHttpClient()), url, identity, clock);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      String token =
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
      Instant now = Instant.now();
      int status = 200;
      String body = "{\"ring\":0,\"sealed\":null,\"askAgainSeconds\":10}";
      try {
        SignedToken.verify(
            token,
            TrustedKeys.of(Ed25519Keys.decodePublic(identity.ownPublicKey())),
            "ccm",
            now,
            SignedToken.IDENTITY_LIFETIME);
      } catch (TokenRejected e) {
        status = 401;
        body = "{\"detail\":\"clocks\",\"ccmTime\":\"" + proof.apply(token, now) + "\"}";
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private boolean opens(TokenClaims claims, Instant issued, Duration lifetime, String path) {
    String token = SignedToken.issue(ccmKey, claims, issued, lifetime);
    return guard.judge(path, "Bearer " + token).allowed();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void shouldReportAndTakeCommandsWithAClockThatIsAnHourOff(long hours) throws Exception {
    startAgent(Duration.ofHours(hours));

    ccm.reportSegment(new SegmentName("boston"), REPORT);
    ccm.reportSegment(new SegmentName("boston"), REPORT);
    assertEquals(3, bodies.size(), "refused once");

    TokenClaims command = new TokenClaims("ccm", SELF.value(), "agent", null);
    Duration lifetime = SignedToken.IDENTITY_LIFETIME;
    assertTrue(opens(command, Instant.now(), lifetime, "/agent/status"));
    String id = UUID.randomUUID().toString();
    TokenClaims relay = new TokenClaims("ccm", "fetch", "fetch", id);
    assertTrue(opens(relay, Instant.now(), lifetime, "/agent/assignments/" + id + "/content"));
    Instant old = Instant.now().minus(lifetime).minusSeconds(40);
    assertFalse(opens(command, old, lifetime, "/agent/status"), "no token lives longer for it");
    assertTrue(clock.problem().contains(hours > 0 ? "ahead of" : "behind"), clock.problem());
  }

  /** A token for its key box is in the body, made by the same clock. */
  @Test
  void shouldMakeTheBodyAnewThatHasATokenInIt() throws Exception {
    startAgent(Duration.ofHours(1));
    ccm.tellKeys(SELF, () -> Json.createObjectBuilder().add("box", identity.boxToken()).build());
    assertEquals(2, bodies.size());
    String box = Fields.parse(bodies.get(1)).text("box");
    SignedToken.verify(
        box,
        TrustedKeys.of(Ed25519Keys.decodePublic(identity.ownPublicKey())),
        "segment-keys",
        Instant.now(),
        SignedToken.IDENTITY_LIFETIME);
  }

  @Test
  void shouldNotBelieveATimeThatIsNotTheCcmsOrForAnotherToken() throws Exception {
    SigningKey forger = SigningKey.generate();
    List<BiFunction<String, Instant, String>> lies =
        List.of(
            (token, now) -> TimeProof.issue(forger, SELF.value(), token, now),
            (token, now) -> TimeProof.issue(ccmKey, SELF.value(), "recorded", now),
            (token, now) -> TimeProof.issue(ccmKey, "boston-2", token, now),
            (token, now) -> now.toString());
    startAgent(Duration.ofHours(1));
    for (BiFunction<String, Instant, String> lie : lies) {
      proof = lie;
      PeerRefused refused =
          assertThrows(
              PeerRefused.class, () -> ccm.reportSegment(new SegmentName("boston"), REPORT));
      assertTrue(refused.concernsCredential());
      assertEquals("", clock.problem());
    }
    assertEquals(lies.size(), bodies.size());
  }
}
