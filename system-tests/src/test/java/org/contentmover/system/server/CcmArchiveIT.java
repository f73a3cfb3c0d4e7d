package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.content.trust.SignedToken;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TimeProof;
import org.contentmover.content.trust.TokenClaims;
import org.contentmover.content.trust.TokenRejected;
import org.contentmover.content.trust.TrustedKeys;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The CCM's archive as it is built: it deploys, tells its health to anyone, and the rest to those
 * with credentials alone; and it says what is wrong with a request, and with a run.
 */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class CcmArchiveIT {

  /** What a visitor without credentials may see; everything else in the archive is closed. */
  private static final Set<String> OPEN_PAGES = Set.of("/login.xhtml");

  private static final String ADMINISTRATOR = "admin";

  private final Server ccm = Server.ccm();
  private final Server administered =
      ccm.withPassword(ADMINISTRATOR, System.getProperty("tests.password"));

  @Deployment(testable = false)
  @TargetsContainer("ccm")
  static EnterpriseArchive ccm() {
    return Archives.ccm();
  }

  @Test
  void shouldTellItsHealthToAnyone() {
    HttpResponse<String> live = ccm.get("/health/live");
    assertEquals(200, live.statusCode(), live::body);
    assertTrue(live.body().contains("\"status\":\"UP\""), live::body);
    HttpResponse<String> ready = ccm.get("/health/ready");
    assertEquals(200, ready.statusCode(), ready::body);
  }

  @Test
  void shouldAnswer401ToEveryOperationWithoutCredentials() {
    List<BuiltPaths.Operation> operations = BuiltPaths.operations("ccm-web");
    assertTrue(operations.size() > 20, () -> "operations found in ccm-web: " + operations);
    Map<String, Integer> others = new TreeMap<>();
    for (BuiltPaths.Operation operation : operations) {
      int status = ccm.send(operation.method(), operation.path()).statusCode();
      if (status != 401) {
        others.put(operation.toString(), status);
      }
    }
    assertEquals(Map.of(), others);
  }

  @Test
  void shouldLeadEveryPageToTheLoginWithoutCredentials() {
    Set<String> pages =
        BuiltPaths.pages(Archives.ccm().getAsType(WebArchive.class, "/ccm-web.war"));
    Map<String, String> others = new TreeMap<>();
    for (String page : pages) {
      HttpResponse<String> answer = ccm.get(page);
      boolean login = leadsToLogin(answer);
      if (OPEN_PAGES.contains(page) ? answer.statusCode() != 200 : !login) {
        others.put(page, answer.toString());
      }
    }
    assertEquals(Map.of(), others);
    assertTrue(pages.containsAll(OPEN_PAGES), () -> "pages found in ccm-web.war: " + pages);
    assertTrue(leadsToLogin(ccm.get("/")), "the welcome page");
  }

  @Test
  void shouldNotBeFooledByTheSpellingOfAPath() throws IOException {
    for (String path :
        List.of(
            "//api/v1/servers",
            "/api//v1/servers",
            "/api/v1/servers/",
            "/api/v1/servers;x=y",
            "/api;x=y/v1/servers",
            "/api/v1/./servers",
            "/health/../api/v1/servers",
            "/health/live/../../api/v1/servers",
            "/health/live;/../../api/v1/servers",
            "/api/v1/%73ervers",
            "/%61pi/v1/servers",
            "/login.xhtml/../api/v1/servers",
            "/jakarta.faces.resource/../api/v1/servers",
            "/WEB-INF/web.xml",
            "/web-inf/web.xml",
            "/jakarta.faces.resource/web.xml.xhtml?ln=../WEB-INF")) {
      int status = ccm.statusOfRawPath(path);
      assertTrue(status >= 300, () -> path + " answers " + status);
    }
  }

  @Test
  void shouldAnswerTheAdministrator() {
    HttpResponse<String> servers = administered.get("/api/v1/servers");
    assertEquals(200, servers.statusCode(), servers::body);
    assertEquals(0, Server.json(servers).getInt("total"), servers::body);
  }

  @Test
  void shouldDoNothingThatAPageOfAnotherSiteMakesABrowserSend() {
    HttpResponse<String> answer =
        administered.postFrom("http://evil.example", "/api/v1/sites", "{\"name\":\"foreign\"}");
    assertEquals("forbidden", Problem.in(answer, 403).kind(), answer::body);
    assertEquals(404, administered.get("/api/v1/sites/foreign").statusCode());
  }

  @Test
  void shouldRefuseAWrongPassword() {
    HttpResponse<String> answer =
        ccm.withPassword(ADMINISTRATOR, "not-the-password").get("/api/v1/servers");
    assertEquals("unauthenticated", Problem.in(answer, 401).kind(), answer::body);
  }

  /** With a token a server really makes; 403 is for who was recognised and may not do this. */
  @Test
  void shouldTellAServerWhoseClockIsAnHourOffWhatTimeItIs() throws TokenRejected {
    String name = "clock-1";
    SigningKey key = SigningKey.generate();
    HttpResponse<String> issued =
        administered.post("/api/v1/enrolment-tokens", "{\"server\":\"" + name + "\"}");
    assertEquals(201, issued.statusCode(), issued::body);
    JsonObject enrolment =
        Json.createObjectBuilder()
            .add("server", name)
            .add("segment", "clocks")
            .add("role", "backend")
            .add("agentUrl", "http://127.0.0.1:1")
            .add("publicKey", Ed25519Keys.encodePublic(key.publicKey()))
            .build();
    HttpResponse<String> enrolled =
        ccm.withToken(Server.json(issued).getString("token"))
            .post("/api/v1/enrolments", enrolment.toString());
    assertEquals(201, enrolled.statusCode(), enrolled::body);
    try {
      PublicKeyLookup ccmKey =
          TrustedKeys.of(CcmKeyRing.parse(Server.json(enrolled).getString("ccmKeyRing")).keys());
      for (int hours : new int[] {-1, 1}) {
        String wrong = ownToken(key, name, Instant.now().plus(Duration.ofHours(hours)));
        HttpResponse<String> refusal = ccm.withToken(wrong).get("/api/v1/servers");
        Problem problem = Problem.in(refusal, 401);
        assertEquals("clock-differs", problem.kind(), refusal::body);
        assertTrue(problem.detail().contains(hours > 0 ? "ahead of" : "behind"), refusal::body);
        Instant told =
            TimeProof.verify(Server.json(refusal).getString("ccmTime"), wrong, ccmKey, name);
        HttpResponse<String> recognised =
            ccm.withToken(ownToken(key, name, told)).get("/api/v1/servers");
        assertEquals(403, recognised.statusCode(), recognised::body);
      }
    } finally {
      administered.send("POST", "/api/v1/servers/" + name + "/revocation");
      administered.send("DELETE", "/api/v1/servers/" + name);
      administered.send("DELETE", "/api/v1/segments/clocks");
    }
  }

  private static String ownToken(SigningKey key, String server, Instant now) {
    return SignedToken.issue(
        key, new TokenClaims(server, "ccm", null, null), now, SignedToken.IDENTITY_LIFETIME);
  }

  @Test
  void shouldSayWhereAMalformedDocumentIsWrong() {
    Problem broken =
        Problem.in(administered.post("/api/v1/sites", "{\"name\":\n\"www.example.com\n"), 400);
    assertEquals("invalid-request", broken.kind());
    assertTrue(broken.detail().contains("no JSON: what is in line"), broken::toString);

    Problem cut = Problem.in(administered.post("/api/v1/sites", "{\"name\":"), 400);
    assertTrue(cut.detail().contains("no JSON: what is in line"), cut::toString);

    Problem misspelt = Problem.in(administered.post("/api/v1/sites", "{\"nmae\":\"x\"}"), 400);
    assertTrue(misspelt.fields().contains("nmae"), misspelt::toString);
  }

  @Test
  void shouldSayWhatIsWrongWithLabels() {
    String labels = "/api/v1/servers/boston-1/labels";
    // Whether it is the body or its type that is missing, servers see differently.
    HttpResponse<String> nothing = administered.send("PUT", labels);
    int status = nothing.statusCode();
    assertTrue(status == 400 || status == 415, nothing::body);
    assertTrue(!Problem.in(nothing, status).detail().isBlank(), nothing::body);
    for (String none :
        List.of("", " ", "null", "[]", "{\"labels\":", "{}", "{\"labels\":\"a=b\"}")) {
      HttpResponse<String> answer = administered.put(labels, none);
      Problem problem = Problem.in(answer, 400);
      assertEquals("invalid-request", problem.kind(), () -> none + ": " + answer.body());
      assertTrue(!problem.detail().isBlank(), () -> none + ": " + answer.body());
    }
    assertTrue(
        Problem.in(administered.put(labels, "{}"), 400).fields().contains("labels"), "no field");
    String gold = "{\"labels\":[\"level=gold\"]}";
    assertEquals("not-found", Problem.in(administered.put(labels, gold), 404).kind());
    HttpResponse<String> careless = administered.send("PUT", labels, gold);
    assertEquals("precondition-required", Problem.in(careless, 428).kind(), careless::body);
  }

  /** They are held in memory, and the login page is open to everybody. */
  @Test
  void shouldRefuseFormsThatNoPageSends() throws IOException {
    for (String type :
        List.of("application/x-www-form-urlencoded", "Multipart/Form-Data; boundary=x")) {
      assertEquals(413, ccm.statusOfAnnounced("/login.xhtml", type, 3 << 20), type);
    }
  }

  /** WildFly ends requests of more than 10 MiB unless it is told not to. */
  @Test
  void shouldReadArchivesOfAnySize() {
    Publication publication = Publication.prepared(administered);
    byte[] skipped = new byte[12 << 20];
    // A frame of zstd that decoders pass over, so that all of it is read.
    ByteBuffer.wrap(skipped)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x184D2A50)
        .putInt(skipped.length - 8);
    HttpResponse<String> answer =
        administered.post(
            "/api/v1/checkpoints/archives?site="
                + publication.site()
                + "&group="
                + Publication.GROUP,
            "application/zstd",
            skipped);
    assertTrue(Problem.in(answer, 400).fields().contains("archive"), answer::body);
    assertTrue(answer.body().contains("it ends where"), answer::body);
  }

  @Test
  void shouldNameTheContentGroupThatAJobCannotHave() {
    Publication publication = Publication.prepared(administered);
    Problem unknown = Problem.in(publication.createJob("no-such-group", "WAIT"), 404);
    assertEquals("not-found", unknown.kind());
    assertEquals(
        "There is no content group \"" + publication.site() + "/no-such-group\".",
        unknown.detail());
  }

  @Test
  void shouldTellARunWithoutServersWhatItWaitsFor() {
    Publication publication = Publication.prepared(administered);
    String run = publication.started("WAIT");
    assertNamesTheLackOfServers(publication.awaited(run, "WAITING"));

    HttpResponse<String> abort = administered.send("POST", "/api/v1/runs/" + run + "/abort");
    assertEquals(202, abort.statusCode(), abort::body);
    publication.awaited(run, "ABORTED");
  }

  @Test
  void shouldFailARunWithoutServersThatMayNotWait() {
    Publication publication = Publication.prepared(administered);
    String run = publication.started("FAIL");
    assertNamesTheLackOfServers(publication.awaited(run, "FAILED"));
  }

  /** By a batch job, which is the server's matter. */
  @Test
  void shouldPrepareWhatAServerLacks() throws IOException {
    Publication publication = Publication.prepared(administered);
    try (ActedServer server = new ActedServer(administered, ccm, "acted-1")) {
      String run = publication.started("WAIT");
      JsonObject first = server.told();
      assertEquals("REPLICATE", first.getString("type"), "nothing was published before");
      server.did(first, "STAGED", 0);
      JsonObject commit = server.told();
      assertEquals("COMMIT", commit.getString("type"));
      server.did(commit, "COMMITTED", 1);
      publication.awaited(run, "SUCCEEDED");

      // What it reported before it switched would be taken for late.
      server.shows(publication.site(), Publication.GROUP, 1);
      JsonObject lacks = server.told();
      assertEquals("REPLICATE", lacks.getString("type"), "it shows nothing any more");
      assertEquals("SERVER", lacks.getString("scope"));
      assertEquals(publication.site(), lacks.getString("site"));
    }
  }

  /** As after a restore of the database (CM-12): in a transaction of the server's own. */
  @Test
  void shouldGoOnAboveTheNumberAServerHasTaken() throws IOException {
    Publication publication = Publication.prepared(administered);
    try (ActedServer server = new ActedServer(administered, ccm, "acted-2")) {
      String run = publication.started("WAIT");
      JsonObject first = server.told();
      JsonObject next = first;
      // Another thread moves the numbers on: a run that is started at once may have an old one yet.
      for (int i = 0; i < 5 && sequence(next) - sequence(first) <= 1 << 20; i++) {
        server.refused(next, "OLD_SEQUENCE: it was taken already");
        publication.awaited(run, "FAILED");
        run = publication.startedAgain();
        next = server.told();
      }
      long left = sequence(next) - sequence(first);
      assertTrue(left > 1 << 20, () -> "numbers left out: " + left);
    }
  }

  private long sequence(JsonObject told) {
    HttpResponse<String> assignment =
        administered.get("/api/v1/assignments/" + told.getString("assignment"));
    assertEquals(200, assignment.statusCode(), assignment::body);
    return Server.json(assignment).getJsonNumber("sequence").longValue();
  }

  private static void assertNamesTheLackOfServers(JsonObject run) {
    String explanation = run.getString("explanation", "");
    assertTrue(explanation.contains("no server belongs to the content group"), explanation);
    assertTrue(explanation.contains("Enrol one"), explanation);
  }

  private static boolean leadsToLogin(HttpResponse<String> answer) {
    boolean redirect = answer.statusCode() == 302 || answer.statusCode() == 303;
    return answer.statusCode() == 401
        || (redirect
            && answer.headers().firstValue("Location").orElse("").contains("/login.xhtml"));
  }
}
