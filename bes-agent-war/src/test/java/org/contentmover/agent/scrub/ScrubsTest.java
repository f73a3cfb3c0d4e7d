package org.contentmover.agent.scrub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Properties;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeCcm;
import org.contentmover.agent.testing.ServerWithSites;
import org.contentmover.content.apply.ContentSource;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.gl.api.MemberReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When trees are compared, and what the CCM hears of it (CI-7). */
class ScrubsTest extends ServerWithSites {
  private static final HostedSite SITE = new HostedSite("www.example.com");
  private static final ContentSource PAGE =
      (lost, out) -> out.write("one".getBytes(StandardCharsets.UTF_8));

  private final FakeCcm told = new FakeCcm();
  private ContentSource content = PAGE;
  private Properties properties;

  @BeforeEach
  void publish() throws Exception {
    properties = Configurations.minimal(directory);
    Files.writeString(tree.resolve("index.html"), "one");
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
  }

  private Scrubs scrubs() throws Exception {
    AgentConfiguration configuration = Configurations.of(properties);
    return new Scrubs(configuration, sites, site -> content, told, threads, clock);
  }

  private Path page() {
    return root.resolve("www.example.com/live/index.html");
  }

  private void damage() throws IOException {
    FileTime before = Files.getLastModifiedTime(page());
    Files.writeString(page(), "eno");
    Files.setLastModifiedTime(page(), before);
  }

  @Test
  void shouldScrubWhenTheIntervalIsOverAndNotBefore() throws Exception {
    Scrubs scrubs = scrubs();
    scrubs.tick();
    threads.runAll();
    clock.advance(Duration.ofHours(150));
    scrubs.tick();
    threads.runAll();
    assertTrue(told.scrubs.isEmpty());

    clock.advance(Duration.ofHours(18));
    scrubs.tick();
    threads.runAll();

    assertEquals(1, told.scrubs.size());
    JsonObject report = told.scrubs.get(0);
    assertEquals("www.example.com", report.getString("site"));
    assertEquals(0, report.getInt("drifted"));
    assertEquals(1, report.getInt("filesRead"));
    scrubs.tick();
    threads.runAll();
    assertEquals(1, told.scrubs.size());
  }

  @Test
  void shouldTellWhatItFoundAndThenThatItIsRepaired() throws Exception {
    damage();
    assertTrue(scrubs().order(SITE));
    threads.runAll();

    assertEquals(2, told.scrubs.size());
    assertTrue(told.scrubs.get(0).isNull("repairedAt"));
    JsonObject repaired = told.scrubs.get(1);
    assertFalse(repaired.isNull("repairedAt"));
    assertEquals(1, repaired.getInt("drifted"));
    JsonObject path =
        repaired.getJsonArray("versions").getJsonObject(0).getJsonArray("paths").getJsonObject(0);
    assertEquals("index.html", path.getString("path"));
    assertEquals("CONTENT", path.getString("kind"));
    assertEquals(clock.instant().toString(), path.getString("since"));
    assertEquals("one", Files.readString(page()));
  }

  @Test
  void shouldLeaveTheRepairToTheAdministratorWhereHeWantsThat() throws Exception {
    properties.setProperty("scrub.repair", "false");
    damage();
    scrubs().order(SITE);
    threads.runAll();
    assertEquals(1, told.scrubs.size());
    assertEquals("eno", Files.readString(page()));
  }

  @Test
  void shouldRepairAgainWhatCouldNotBeRepairedWithoutAnotherScrub() throws Exception {
    content =
        (lost, out) -> {
          throw new IOException("the CCM is down");
        };
    damage();
    Scrubs scrubs = scrubs();
    scrubs.order(SITE);
    threads.runAll();
    assertEquals(2, told.scrubs.size());
    assertTrue(told.scrubs.get(1).getString("problem").contains("the CCM is down"));

    content = PAGE;
    clock.advance(Duration.ofMinutes(4));
    scrubs.tick();
    threads.runAll();
    assertEquals("eno", Files.readString(page()));

    clock.advance(Duration.ofMinutes(1));
    scrubs.tick();
    threads.runAll();
    assertEquals("one", Files.readString(page()));
    assertEquals(3, told.scrubs.size());
    assertEquals("", told.scrubs.get(2).getString("problem"));
    assertEquals(clock.instant().toString(), told.scrubs.get(2).getString("repairedAt"));
    assertEquals(told.scrubs.get(0).getString("endedAt"), told.scrubs.get(2).getString("endedAt"));
  }

  @Test
  void shouldTellThatAllIsRepairedThoughAnotherVersionCannotBeCompared() throws Exception {
    Files.writeString(tree.resolve("other.html"), "two");
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    Files.writeString(root.resolve("www.example.com/versions/1.manifest"), "nothing");
    damage();
    Scrubs scrubs = scrubs();
    scrubs.order(SITE);
    threads.runAll();

    JsonObject repaired = told.scrubs.get(told.scrubs.size() - 1);
    assertEquals("one", Files.readString(page()));
    assertEquals(clock.instant().toString(), repaired.getString("repairedAt"));
    assertTrue(
        repaired.getString("problem").contains("version 1 cannot be compared"),
        repaired.getString("problem"));

    damage();
    clock.advance(Duration.ofMinutes(5));
    scrubs.tick();
    threads.runAll();
    assertEquals("eno", Files.readString(page()), "nothing is left to repair until the next scrub");
  }

  @Test
  void shouldGoOnWithARepairThatTheEndOfTheAgentInterrupted() throws Exception {
    content =
        (lost, out) -> {
          throw new IllegalStateException("the agent stops");
        };
    damage();
    scrubs().order(SITE);
    threads.runAll();
    assertEquals("eno", Files.readString(page()));

    content = PAGE;
    scrubs().tick();
    threads.runAll();
    assertEquals("one", Files.readString(page()));
  }

  @Test
  void shouldTellLaterWhatTheCcmCouldNotHear() throws Exception {
    Scrubs scrubs = scrubs();
    told.away = true;
    damage();
    scrubs.order(SITE);
    threads.runAll();
    assertTrue(told.scrubs.isEmpty());
    assertEquals("one", Files.readString(page()));

    told.away = false;
    scrubs().tick();
    threads.runAll();

    assertEquals(1, told.scrubs.size());
    assertFalse(told.scrubs.get(0).isNull("repairedAt"));
  }

  @Test
  void shouldScrubWhenAnAssignmentCameUponAChange() throws Exception {
    scrubs();
    Files.writeString(tree.resolve("other.html"), "two");
    Files.writeString(page(), "longer than it was");
    carryOut(ccm.publish(tree, "all"));
    assertEquals(2, told.scrubs.size());
    assertEquals("one", Files.readString(page()));
  }

  @Test
  void shouldTellOfAChangeAlsoWhenThereIsNoThreadToScrubIt() throws Exception {
    Scrubs scrubs = scrubs();
    sites.whenDriftIsSeen(
        site -> {
          threads.refuse(1);
          assertTrue(scrubs.order(site));
        });
    Files.writeString(tree.resolve("other.html"), "two");
    Files.writeString(page(), "longer than it was");
    MemberReport result = carryOut(ccm.publish(tree, "all"));
    assertTrue(result.reason().startsWith("DRIFT"), result::reason);
    assertTrue(told.scrubs.isEmpty());

    scrubs.tick();
    threads.runAll();
    assertEquals("one", Files.readString(page()));
  }

  @Test
  void shouldTakeNoOrderForASiteThatIsNotHere() throws Exception {
    assertFalse(scrubs().order(new HostedSite("other.example.com")));
  }
}
