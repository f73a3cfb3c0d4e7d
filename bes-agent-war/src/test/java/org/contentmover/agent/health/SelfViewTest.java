package org.contentmover.agent.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.facts.MulticastWatch;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.segment.KeySource;
import org.contentmover.agent.segment.LeadershipOrderFile;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.gl.api.FaultSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfViewTest {
  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final CcmClock time = new CcmClock(clock, () -> 0);

  @AfterEach
  void noFaults() {
    System.clearProperty(FaultSettings.ALLOWED_PROPERTY);
  }

  @Test
  void shouldSayLoudlyThatFaultsAreInjected() throws Exception {
    System.setProperty(FaultSettings.ALLOWED_PROPERTY, "true");
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("faults.data.receive", "loss=5%");
    SelfView view = view(Configurations.of(properties));

    Check faults =
        view.checks().stream().filter(check -> check.name().equals("faults")).findFirst().get();

    assertTrue(faults.detail().startsWith("FAULTS ARE INJECTED"), faults.detail());
    assertTrue(faults.detail().contains("loss=5%"), faults.detail());
    assertTrue(view.status().getJsonArray("problems").toString().contains("FAULTS ARE INJECTED"));
  }

  @Test
  void shouldNotAskAServerThatOnlyStagesForItsSegment() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("server.role", "staging");
    properties.setProperty("staging.directories", "/srv/staging");
    SelfView view = view(Configurations.of(properties));
    assertEquals(
        List.of("configuration", "enrolment", "clock", "staging", "sites"),
        view.checks().stream().map(Check::name).toList());
    assertEquals("[]", view.status().getJsonArray("problems").toString());
  }

  @Test
  void shouldHaveNoCheckOfFaultsWithoutAny() throws Exception {
    List<String> names =
        view(Configurations.of(Configurations.minimal(directory))).checks().stream()
            .map(Check::name)
            .toList();

    assertEquals(
        List.of(
            "configuration",
            "enrolment",
            "clock",
            "segment",
            "keys",
            "publishers",
            "sealing",
            "multicast",
            "transfers",
            "sites"),
        names);
  }

  @Test
  void shouldSayHowItLeadsTransfers() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("rate.multicast.adaptive", "false");
    properties.setProperty("feedback.interval.ms", "0");
    properties.setProperty("slow.server.percent", "20");
    Check transfers = transfers(properties);

    for (String said :
        List.of("11900000 bytes/s", "whatever is lost", "at the end of a pass", "less than 20 %")) {
      assertTrue(transfers.detail().contains(said), transfers.detail());
    }
  }

  @Test
  void shouldSayInWordsWhatIsOffOrNotKnownYet() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("slow.server.percent", "0");
    String said = transfers(properties).detail();

    assertTrue(said.contains("; nobody is too slow;"), said);
    assertTrue(said.endsWith("datagrams of what the path takes"), said);
  }

  private Check transfers(Properties properties) throws Exception {
    return view(Configurations.of(properties)).checks().stream()
        .filter(check -> check.name().equals("transfers"))
        .findFirst()
        .get();
  }

  @Test
  void shouldSayWhetherItsSegmentIsOpen() throws Exception {
    SelfView view = view(Configurations.of(Configurations.minimal(directory)));

    Check keys =
        view.checks().stream().filter(check -> check.name().equals("keys")).findFirst().get();

    assertTrue(keys.detail().startsWith("OPEN"), keys.detail());
    assertTrue(keys.up(), "an open segment works");
    assertTrue(view.status().getBoolean("segmentOpen"));
  }

  @Test
  void shouldShowItsClockAndWorkWithIt() throws Exception {
    SelfView view = view(Configurations.of(Configurations.minimal(directory)));
    assertFalse(view.status().getJsonArray("problems").toString().contains("clock"));

    time.told(clock.instant().minus(Duration.ofHours(1)), time.askedNs());

    Check shown =
        view.checks().stream().filter(check -> check.name().equals("clock")).findFirst().get();
    assertTrue(shown.up(), "it works");
    assertTrue(shown.detail().contains("1 h 0 min 0 s ahead of the CCM's"), shown.detail());
    assertTrue(shown.detail().contains("NTP"), shown.detail());
    String problems = view.status().getJsonArray("problems").toString();
    assertTrue(problems.contains(shown.detail()), problems);
  }

  @Test
  void shouldShowWhatTheAgentCounts() throws Exception {
    SelfView view = view(Configurations.of(Configurations.minimal(directory)));
    assertEquals(3, view.status().getJsonObject("counters").getInt("agent.orders-of-other-epochs"));
  }

  private SelfView view(AgentConfiguration configuration) throws Exception {
    Files.createDirectories(configuration.rootDirectory());
    KeySource keys =
        new KeySource(
            configuration.server(),
            configuration.segment(),
            configuration.segmentKeyFile(),
            configuration.stateDirectory());
    keys.read();
    return new SelfView(
        configuration,
        new FakeSegment(),
        keys,
        new LeadershipOrderFile(configuration.rootDirectory()),
        new MulticastWatch(true, false, clock),
        Configurations.sites(directory, keyId -> Optional.empty(), clock, Runnable::run),
        () -> "",
        () -> "",
        () -> "",
        time,
        Map.of("agent.orders-of-other-epochs", () -> 3));
  }
}
