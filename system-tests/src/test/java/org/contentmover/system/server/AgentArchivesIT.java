package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.contentmover.farm.Waiting;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connector and agent side by side as they are built, on a server of their own. */
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class AgentArchivesIT {

  private static final List<String> OPEN = List.of("/health/", "/live/");

  private static final String NAME = "under-test";

  private static EnrollingCcm ccm;

  private final Server agent = Server.agent();

  @Deployment(name = "connector", order = 1, testable = false)
  @TargetsContainer("agent")
  static ResourceAdapterArchive connector() {
    return Archives.connector();
  }

  @Deployment(name = "agent", order = 2, testable = false)
  @TargetsContainer("agent")
  static WebArchive agent() throws IOException {
    ccm = new EnrollingCcm();
    writeConfiguration();
    return Archives.agent();
  }

  @AfterAll
  static void stopCcm() {
    ccm.close();
  }

  @Test
  void shouldTellItsHealthToAnyone() {
    HttpResponse<String> live = agent.get("/health/live");
    assertEquals(200, live.statusCode(), live::body);
    awaitReady();
  }

  @Test
  void shouldAnswerItsCcm() {
    awaitReady();
    HttpResponse<String> status = agent.withToken(ccm.tokenFor(NAME)).get("/agent/status");
    assertEquals(200, status.statusCode(), status::body);
    assertEquals(NAME, Server.json(status).getString("server"), status::body);
  }

  /** It asks for keys every few seconds, is refused, and is told the time. */
  @Test
  void shouldAnswerItsCcmWhoseClockIsAnHourOff() {
    awaitReady();
    for (Duration ahead : List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO)) {
      ccm.setClock(ahead);
      Waiting.until(
          "for the agent to go by a clock " + ahead + " ahead",
          60_000,
          () -> agent.withToken(ccm.tokenFor(NAME)).get("/agent/status").statusCode() == 200,
          () -> {},
          () -> "it says: " + agent.get("/health/ready").body());
      String health = agent.get("/health/ready").body();
      String difference = ahead.isZero() ? "not known to differ" : "59 min";
      assertTrue(
          health.contains(difference) || (!ahead.isZero() && health.contains("1 h 0 min")), health);
    }
  }

  @Test
  void shouldLeadTheSegmentItIsAloneIn() {
    awaitReady();
    Server trusting = agent.withToken(ccm.tokenFor(NAME));
    Waiting.until(
        "for the agent to lead",
        60_000,
        () -> Server.json(trusting.get("/agent/status")).getString("role").equals("LEADER"),
        () -> {},
        () -> "it says: " + trusting.get("/agent/status").body());
  }

  @Test
  void shouldAnswer401ToTokensThatAreNotItsCcmsOrNotForIt() {
    awaitReady();
    for (String token :
        List.of(EnrollingCcm.forgedTokenFor(NAME), ccm.tokenFor("another"), "no-token")) {
      HttpResponse<String> status = agent.withToken(token).get("/agent/status");
      assertEquals(401, status.statusCode(), status::body);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithANotification() {
    awaitReady();
    HttpResponse<String> answer =
        agent.withToken(ccm.tokenFor(NAME)).post("/agent/notifications", "{\"assignment\":");
    assertTrue(Problem.in(answer, 400).detail().contains("JSON"), answer::body);
  }

  /** Enrolled, and in its segment. */
  private void awaitReady() {
    Waiting.until(
        "for the agent to enrol and to join its segment",
        60_000,
        () -> agent.get("/health/ready").statusCode() == 200,
        () -> {},
        () -> "it says: " + agent.get("/health/ready").body());
  }

  @Test
  void shouldAnswer401ToEverythingElseWithoutCredentials() {
    Set<String> paths = BuiltPaths.servlets("bes-agent-war");
    assertTrue(paths.size() > 3, () -> "servlets found in bes-agent-war: " + paths);
    Map<String, Integer> others = new TreeMap<>();
    for (String path : paths) {
      if (OPEN.stream().noneMatch(path::startsWith)) {
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
          int status = agent.send(method, path).statusCode();
          if (status != 401) {
            others.put(method + " " + path, status);
          }
        }
      }
    }
    assertEquals(Map.of(), others);
  }

  @Test
  void shouldNotBeFooledByTheSpellingOfAPath() throws IOException {
    for (String path :
        List.of(
            "//agent/status",
            "/agent//status",
            "/agent/status/",
            "/agent/status;x=y",
            "/agent;x=y/status",
            "/agent/./status",
            "/live/../agent/status",
            "/live/x/../../agent/status",
            "/health/live;/../../agent/status",
            "/live/..;/agent/status",
            "/%61gent/status",
            "/agent/%73tatus",
            "/WEB-INF/web.xml",
            "/web-inf/web.xml")) {
      int status = agent.statusOfRawPath(path);
      assertTrue(status >= 400, () -> path + " answers " + status);
    }
  }

  private static void writeConfiguration() throws IOException {
    // A new one every time: an agent that is enrolled already keeps to the CCM it knows.
    Path home = Files.createTempDirectory(Path.of(System.getProperty("tests.directory")), "agent");
    String ports = System.getProperty("tests.ports");
    Properties keys = new Properties();
    keys.setProperty("server.name", NAME);
    keys.setProperty("segment.name", "tests");
    keys.setProperty("root.directory", home.resolve("content").toString());
    keys.setProperty("state.directory", home.resolve("state").toString());
    keys.setProperty("ccm.url", ccm.url());
    keys.setProperty("ccm.enrolment.token", EnrollingCcm.ENROLMENT_TOKEN);
    keys.setProperty("agent.url", "http://127.0.0.1:" + System.getProperty("tests.agent.port"));
    keys.setProperty("multicast.interface", "127.0.0.1");
    keys.setProperty("multicast.ttl", "0");
    keys.setProperty("multicast.group", "239.192.3.1");
    keys.setProperty("multicast.data.group", "239.192.4.1");
    keys.setProperty("multicast.port", ports + "101");
    keys.setProperty("multicast.data.port", ports + "102");
    Path file = Path.of(System.getProperty("tests.directory"), "agent.properties");
    Files.createDirectories(file.getParent());
    try (Writer writer = Files.newBufferedWriter(file)) {
      keys.store(writer, "The agent under test");
    }
  }
}
