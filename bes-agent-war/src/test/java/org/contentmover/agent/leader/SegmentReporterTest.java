package org.contentmover.agent.leader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.facts.MulticastWatch;
import org.contentmover.agent.facts.OwnFacts;
import org.contentmover.agent.facts.PresenceReporter;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeCcm;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.SiteFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentReporterTest {
  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final FakeSegment segment = new FakeSegment();
  private final FakeCcm ccm = new FakeCcm();
  private MulticastWatch multicast;
  private SegmentReporter reporter;
  private PresenceReporter presence;

  @BeforeEach
  void start() throws Exception {
    AgentConfiguration configuration = Configurations.of(Configurations.minimal(directory));
    multicast = new MulticastWatch(true, false, clock);
    reporter = new SegmentReporter(configuration, segment, multicast, ccm, clock);
    Files.createDirectories(configuration.rootDirectory());
    Sites sites = Configurations.sites(directory, keyId -> Optional.empty(), clock, Runnable::run);
    presence =
        new PresenceReporter(configuration, new OwnFacts(configuration, sites), multicast, ccm);
  }

  @Test
  void shouldReportOnlyWhileItLeads() {
    segment.follow("boston-2", 7);
    reporter.report();
    assertEquals(List.of(), ccm.segmentReports);

    segment.lead(8);
    reporter.report();
    JsonObject report = ccm.segmentReports.get(0);
    assertEquals("boston-1", report.getString("leader"));
    assertEquals(8, report.getInt("epoch"));
    assertEquals("boston-9", report.getJsonArray("lost").getString(0));
  }

  @Test
  void shouldNotReportASegmentWithoutMembersInTheMomentItBeginsToLead() {
    segment.lead(8);
    List<Member> registered = segment.members;
    segment.members = List.of();
    reporter.report();
    assertEquals(List.of(), ccm.segmentReports, "the CCM would call every server down");
    segment.members = registered;
    reporter.report();
    assertEquals(1, ccm.segmentReports.size());
  }

  @Test
  void shouldCountEveryReportAlsoWhenTheClockStandsOrAProcessIsNew() throws Exception {
    segment.lead(8);
    reporter.report();
    reporter.report();
    clock.advance(Duration.ofSeconds(5));
    start();
    reporter.report();

    List<Long> sequences =
        ccm.segmentReports.stream().map(r -> r.getJsonNumber("sequence").longValue()).toList();
    assertTrue(sequences.get(0) < sequences.get(1) && sequences.get(1) < sequences.get(2));
  }

  @Test
  void shouldShowThatTheCcmDoesNotListenAndTellItLater() {
    segment.lead(8);
    ccm.away = true;
    reporter.report();
    assertFalse(reporter.problem().isEmpty());

    ccm.away = false;
    reporter.report();
    assertEquals("", reporter.problem());
    assertEquals(1, ccm.segmentReports.size());
  }

  @Test
  void shouldCountOnAboveALeadershipThatTheSegmentHasForgotten() {
    segment.lead(2);
    ccm.refuseWith = 409;
    ccm.refusal = "{\"detail\":\"forgotten\",\"heldEpoch\":\"7\",\"heldLeader\":\"boston-2\"}";
    reporter.report();
    assertEquals(List.of("boston-2 in 7"), segment.taken);

    ccm.refuseWith = 0;
    segment.lead(8);
    reporter.report();
    assertEquals("", reporter.problem());
  }

  @Test
  void shouldLetTheOtherHalfBeWhenTheCcmNamesNoLeadership() {
    segment.lead(2);
    ccm.refuseWith = 409;
    for (String refusal :
        List.of(
            "{\"detail\":\"older\",\"held\":\"epoch 7, sequence 41\"}",
            "{\"heldEpoch\":\"many\",\"heldLeader\":\"boston-2\"}",
            "<html>")) {
      ccm.refusal = refusal;
      reporter.report();
    }
    assertEquals(List.of(), segment.taken);
    assertFalse(reporter.problem().isEmpty());
  }

  @Test
  void shouldReportASegmentOfListedServersAsOneWithoutMulticast() throws Exception {
    Properties properties = Configurations.minimal(directory);
    properties.setProperty("multicast.enabled", "false");
    properties.setProperty("segment.members", "boston-1=10.1.1.1:45000, boston-2=[::2]:45000");
    AgentConfiguration configuration = Configurations.of(properties);
    assertTrue(configuration.segmentIsListed());
    multicast = new MulticastWatch(false, configuration.segmentIsListed(), clock);
    segment.multicastEnabled = false;
    segment.lead(8);
    clock.advance(Duration.ofMinutes(1));
    new SegmentReporter(configuration, segment, multicast, ccm, clock).report();
    assertFalse(ccm.segmentReports.get(0).getBoolean("multicast"));
    assertTrue(multicast.describe().contains("servers listed"));
  }

  @Test
  void shouldReportItselfWhenItHearsNoMulticast() {
    segment.lead(8);
    segment.multicastHeard = false;
    multicast.observe(segment.snapshot());
    presence.report();
    assertEquals(List.of(), ccm.presences);

    clock.advance(Duration.ofSeconds(11));
    multicast.observe(segment.snapshot());
    presence.report();
    reporter.report();

    assertEquals("boston-1", ccm.presences.get(0).getString("server"));
    assertFalse(ccm.presences.get(0).getBoolean("multicastHeard"));
    assertEquals(List.of(), ccm.segmentReports);
    assertTrue(multicast.describe().contains("unicast"));

    segment.multicastHeard = true;
    multicast.observe(segment.snapshot());
    presence.report();
    assertEquals(1, ccm.presences.size());
  }

  @Test
  void shouldDescribeMembersInTheWordsOfTheProtocol() {
    ServerFacts facts =
        new ServerFacts(
            "http://boston-2",
            1,
            2,
            0.5,
            3,
            12,
            "Europe/London",
            "rack 3",
            List.of(new SiteFacts("www.example.com", "all", 3, 4, 2, "")));
    SegmentSnapshot snapshot =
        new SegmentSnapshot(
            true,
            "boston-1",
            "boston",
            segment.leadership,
            1,
            List.of(
                new Member("boston-2", "10.1.1.2:7000", 50, true, facts),
                new Member("boston-3", "[2001:db8:0:0:0:0:0:1]:7000", -1, false, facts)),
            List.of(),
            true,
            true,
            "239.192.0.1:45000",
            "",
            new TreeMap<>());

    JsonObject report = ReportJson.segment(snapshot, 41);

    assertEquals(
        "{\"server\":\"boston-2\",\"agentUrl\":\"http://boston-2\",\"address\":\"10.1.1.2\","
            + "\"priority\":50,\"multicastHeard\":true,\"freeDiskBytes\":1,\"cpus\":2,"
            + "\"cpuLoad\":0.5,\"memoryBytes\":3,\"connections\":12,\"timeZone\":\"Europe/London\","
            + "\"place\":\"rack 3\",\"sites\":[{\"site\":\"www.example.com\",\"group\":\"all\","
            + "\"liveVersion\":3,\"stagedVersion\":4,\"backupVersion\":2,\"problem\":null}]}",
        report.getJsonArray("members").getJsonObject(0).toString());
    assertEquals(
        "2001:db8:0:0:0:0:0:1",
        report.getJsonArray("members").getJsonObject(1).getString("address"));
  }
}
