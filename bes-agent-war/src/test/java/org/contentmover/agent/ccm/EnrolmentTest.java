package org.contentmover.agent.ccm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolmentTest {
  @TempDir Path directory;
  private final SigningKey ccmKey = SigningKey.generate();
  private final List<String> authorizations = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<String> segmentKeys = new ArrayList<>();
  private final MutableClock clock = new MutableClock();
  private int status = 201;
  private String answer;
  private HttpServer ccm;
  private AgentConfiguration configuration;
  private ServerIdentity identity;
  private Enrolment enrolment;

  @BeforeEach
  void start() throws Exception {
    ccm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ccm.createContext(
        "/api/v1/enrolments",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    ccm.start();
    answer =
        "{\"server\":\"boston-1\",\"ccmKeyId\":\"x\",\"ccmKeyRing\":\"1 "
            + Ed25519Keys.encodePublic(ccmKey.publicKey())
            + "\"}";
    Files.createDirectories(directory.resolve("state"));
    enrol("one-time");
  }

  @AfterEach
  void stop() {
    ccm.stop(0);
  }

  private void enrol(String token) throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("ccm.url", "http://127.0.0.1:" + ccm.getAddress().getPort());
    properties.setProperty("ccm.enrolment.token", token);
    configuration = Configurations.of(properties);
    identity = identity();
    enrolment =
        new Enrolment(
            configuration,
            identity,
            new JsonOverHttp(HttpClient.newHttpClient()),
            segmentKeys::add);
  }

  private ServerIdentity identity() throws IOException {
    return ServerIdentity.load(new ServerName(FakeSegment.SELF), directory.resolve("state"), clock);
  }

  @Test
  void shouldPinTheKeyOfTheCcmForGood() throws Exception {
    assertEquals(Duration.ZERO, enrolment.attempt());

    assertEquals(List.of("Bearer one-time"), authorizations);
    Fields request = Fields.parse(bodies.get(0));
    assertEquals("boston-1", request.text("server"));
    assertEquals("boston", request.text("segment"));
    assertEquals("backend", request.text("role"));
    assertEquals("http://127.0.0.1:8180", request.text("agentUrl"));
    assertEquals(identity.ownPublicKey(), request.text("publicKey"));
    assertEquals("", enrolment.problem());
    assertTrue(identity().find(ccmKey.keyId()).isPresent());
    assertEquals(identity.ownPublicKey(), identity().ownPublicKey());
  }

  @Test
  void shouldPassOnTheKeysOfItsSegment() throws Exception {
    answer =
        answer.replace(
            "}", ",\"segmentKeys\":{\"ring\":1,\"sealed\":\"s\",\"askAgainSeconds\":10}}");

    assertEquals(Duration.ZERO, enrolment.attempt());

    assertEquals(List.of("s"), segmentKeys);
    SignedToken box =
        SignedToken.authentic(
            Fields.parse(bodies.get(0)).text("box"),
            id -> Optional.of(Ed25519Keys.decodePublic(identity.ownPublicKey())),
            "segment-keys");
    assertEquals(identity.box().address(), box.claims().subject());
  }

  @Test
  void shouldAskNothingMoreOnceEnrolled() throws Exception {
    enrolment.attempt();
    enrol("");

    assertEquals(Duration.ZERO, enrolment.attempt());
    assertEquals(1, authorizations.size());
  }

  @Test
  void shouldWaitLongerAndLongerWhileTheCcmIsDown() {
    ccm.stop(0);

    assertEquals(Duration.ofSeconds(1), enrolment.attempt());
    assertEquals(Duration.ofSeconds(2), enrolment.attempt());
    assertEquals(Duration.ofSeconds(4), enrolment.attempt());
    for (int i = 0; i < 5; i++) {
      enrolment.attempt();
    }
    assertEquals(Duration.ofSeconds(30), enrolment.attempt());
    assertFalse(enrolment.problem().isEmpty());
  }

  @Test
  void shouldNameARefusedTokenWithoutRepeatingIt() {
    status = 401;
    answer = "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"the token was spent\"}";

    assertEquals(Duration.ofSeconds(30), enrolment.attempt());

    assertTrue(enrolment.problem().contains("the token was spent"), enrolment::problem);
    assertTrue(enrolment.problem().contains("ccm.enrolment.token"), enrolment::problem);
    assertFalse(enrolment.problem().contains("one-time"), enrolment::problem);
  }

  /** A new token, or a revoked server, would not help where a key was copied. */
  @Test
  void shouldAdviseNoOtherTokenWhenTheCcmRefusesSomethingElse() {
    status = 409;
    answer = "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"boston-2 has this key already\"}";

    assertEquals(Duration.ofSeconds(30), enrolment.attempt());

    assertTrue(enrolment.problem().contains("boston-2 has this key already"), enrolment::problem);
    assertFalse(enrolment.problem().contains("ccm.enrolment.token"), enrolment::problem);
    assertFalse(enrolment.problem().contains("revocation"), enrolment::problem);
  }

  @Test
  void shouldSayThatATokenIsNeeded() throws Exception {
    enrol("");

    assertEquals(Duration.ofSeconds(30), enrolment.attempt());
    assertTrue(enrolment.problem().contains("ccm.enrolment.token"), enrolment::problem);
    assertEquals(List.of(), bodies);
  }

  @Test
  void shouldPinNothingThatIsNoKey() {
    answer = "{\"ccmKeyRing\":\"1 bm90IGEga2V5\"}";

    assertFalse(enrolment.attempt().isZero());
    assertFalse(identity.enrolled());
  }
}
