package org.contentmover.ccm.topology;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers get labels, and belong to the content groups that are chosen by them (CM-14). */
class ServerLabelsTest {
  private static final String SITE = "www.example.com";

  @TempDir Path directory;
  private final TestClock clock = new TestClock();
  private Ccm ccm;
  private Farm farm;

  @BeforeEach
  void start() {
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2").with("london", "london-1");
    farm.second();
    ccm.run(() -> ccm.get(HostedSites.class).create(SITE, "", ANN));
    group("gold", "level=gold");
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private void group(String name, String... labels) {
    ccm.run(
        () ->
            ccm.get(ContentGroups.class)
                .create(
                    new NewContentGroup(SITE, name, Membership.LABELS, null, null, List.of(labels)),
                    ANN));
  }

  private List<String> label(String server, String... labels) {
    return ccm.tx(() -> ccm.get(Servers.class).label(server, List.of(labels), null, ANN)).labels();
  }

  private List<String> members(String group) {
    return ccm.tx(() -> ccm.get(ContentGroups.class).view(SITE, group)).members();
  }

  @Test
  void shouldPutServersIntoTheGroupOfTheirLabels() {
    assertEquals(List.of(), members("gold"));
    assertEquals(
        List.of("level=gold", "location=boston"),
        label("boston-2", "location=boston", "level=gold"));
    label("london-1", "level=gold");
    assertEquals(List.of("boston-2", "london-1"), members("gold"));
    assertEquals(List.of(), label("boston-2"));
    assertEquals(List.of("london-1"), members("gold"));
  }

  @Test
  void shouldKeepLabelsWhenTheServerReports() {
    label("boston-1", "level=gold");
    farm.second();
    farm.second();
    assertEquals(
        List.of("level=gold"), ccm.tx(() -> ccm.get(Servers.class).view("boston-1")).labels());
  }

  /** Not what was reported meanwhile, but what somebody else changed. */
  @Test
  void shouldRefuseLabelsThatAreBasedOnOthersThanItHas() {
    long read = revision("boston-1");
    farm.seconds(3);
    ccm.run(() -> ccm.get(Servers.class).label("boston-1", List.of("level=gold"), read, ANN));
    assertThrows(
        Outdated.class,
        () -> ccm.run(() -> ccm.get(Servers.class).label("boston-1", List.of(), read, ANN)));
    ccm.run(() -> ccm.get(Servers.class).label("boston-1", List.of(), revision("boston-1"), ANN));
    assertEquals(List.of(), members("gold"));
  }

  private long revision(String server) {
    return ccm.tx(() -> ccm.get(Servers.class).view(server)).revision();
  }

  @Test
  void shouldRenameASegmentThatReportedMeanwhile() {
    long read = ccm.tx(() -> ccm.get(Segments.class).view("boston")).revision();
    farm.seconds(3);
    ccm.run(() -> ccm.get(Segments.class).rename("boston", "Boston", read, ANN));
    assertThrows(
        Outdated.class,
        () -> ccm.run(() -> ccm.get(Segments.class).rename("boston", "London", read, ANN)));
  }

  /** It would have to show two versions of the site. */
  @Test
  void shouldRefuseLabelsOfTwoGroupsOfASite() {
    group("london", "location=london");
    label("london-1", "level=gold");
    Conflict refused =
        assertThrows(Conflict.class, () -> label("london-1", "level=gold", "location=london"));
    assertTrue(refused.getMessage().contains("\"gold\" and \"london\""), refused.getMessage());
    assertEquals(
        List.of("level=gold"), ccm.tx(() -> ccm.get(Servers.class).view("london-1")).labels());
  }

  /** Nothing it does counts now, but it may be enrolled again. */
  @Test
  void shouldRefuseThemForARevokedServerToo() {
    group("london", "location=london");
    ccm.run(() -> ccm.get(Servers.class).revoke("london-1", ANN));
    assertThrows(Conflict.class, () -> label("london-1", "level=gold", "location=london"));
  }

  /** The group came while it was revoked. */
  @Test
  void shouldNotEnrolAServerIntoTwoGroupsOfASite() {
    label("london-1", "level=gold", "location=london");
    ccm.run(() -> ccm.get(Servers.class).revoke("london-1", ANN));
    group("london", "location=london");
    Conflict refused = assertThrows(Conflict.class, () -> farm.with("london", "london-1"));
    assertTrue(refused.getMessage().contains("\"gold\" and \"london\""), refused.getMessage());
  }

  /** A server that goes from one to the other still has what the first one brought. */
  @Test
  void shouldGiveNoVersionsOfTwoGroupsOneNumber() {
    group("silver", "level=silver");
    GroupDirectory groups = ccm.get(GroupDirectory.class);
    assertEquals(1, ccm.tx(() -> groups.nextVersion(SITE, "gold")));
    assertEquals(2, ccm.tx(() -> groups.nextVersion(SITE, "silver")));
    assertEquals(3, ccm.tx(() -> groups.nextVersion(SITE, "silver")));
    ccm.run(() -> ccm.get(ContentGroups.class).remove(SITE, "silver", ANN));
    assertEquals(4, ccm.tx(() -> groups.nextVersion(SITE, "gold")));
  }

  @Test
  void shouldRefuseAGroupWhoseLabelsServersOfAnotherOneHave() {
    label("london-1", "level=gold", "location=london");
    Conflict refused = assertThrows(Conflict.class, () -> group("london", "location=london"));
    assertTrue(refused.getMessage().contains("london-1"), refused.getMessage());
  }

  @Test
  void shouldRefuseWhatAreNoLabelsOfAServer() {
    for (String text :
        List.of("gold", "=gold", "level=", "level = gold", "Level=gold", "a=b=c", "")) {
      assertEquals("labels", assertThrows(Invalid.class, () -> label("london-1", text)).field());
      assertEquals("labels", assertThrows(Invalid.class, () -> group("odd", text)).field());
    }
    assertThrows(Invalid.class, () -> label("london-1", "level=gold", "level=iron"));
    String[] many = IntStream.range(0, 33).mapToObj(i -> "name-" + i + "=a").toArray(String[]::new);
    assertThrows(Invalid.class, () -> label("london-1", many));
    assertThrows(NotFound.class, () -> label("paris-1", "level=gold"));
    assertThrows(
        Invalid.class,
        () -> ccm.run(() -> ccm.get(Servers.class).label("london-1", null, null, ANN)));
  }
}
