package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.testing.FarmAgent;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Other content at some paths, on some servers (CM-8, CM-13). */
class HotContentsTest extends TwoServers {
  private String area;

  @BeforeEach
  void publishTwice() throws IOException {
    area = farm.ccm().tx(() -> farm.ccm().get(StagingAreas.class).list(SITE)).get(0).name();
    Files.createDirectories(directory.resolve("staging/news"));
    write("one");
    publish();
    write("two");
    publish();
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("staging/news/index.html"), text);
  }

  private HotContentView place(String... servers) {
    return place(new NewHotContent(area, List.of("news/"), List.of(servers), "flash"));
  }

  private HotContentView place(NewHotContent order) {
    return farm.ccm().tx(() -> farm.ccm().get(HotContents.class).place(SITE, GROUP, order, ANN));
  }

  private HotContentView listed(long number) {
    return farm.ccm().tx(() -> farm.ccm().get(HotContents.class).list(SITE, GROUP)).stream()
        .filter(it -> it.version() == number)
        .findFirst()
        .orElseThrow();
  }

  private HotContentView takeBack(long number) {
    return farm.ccm()
        .tx(() -> farm.ccm().get(HotContents.class).takeBack(SITE, GROUP, number, ANN));
  }

  private void goBack() {
    assertEquals("SUCCEEDED", rollBack().summary().phase());
  }

  /** More than anybody lists. */
  private void placeManyOn(String server) {
    for (int i = 0; i < 110; i++) {
      place(server);
    }
  }

  private ServerSiteView standing(String server) {
    return farm.ccm().tx(() -> farm.ccm().get(Servers.class).view(server)).sites().get(0);
  }

  private void requireLive(long first, long second) {
    assertEquals(first, farm.agent("boston-1").live);
    assertEquals(second, farm.agent("boston-2").live);
  }

  @Test
  void shouldShowItOnTheServersNamedAndSayThatItIsOnPurpose() throws Exception {
    write("flash");
    HotContentView placed = place("boston-1");
    assertEquals(2, placed.base());
    farm.seconds(30);
    requireLive(placed.version(), 2);
    ServerSiteView hot = standing("boston-1");
    assertEquals(Freshness.CURRENT, hot.freshness());
    assertNull(hot.staleSince());
    assertTrue(
        hot.explanation()
            .startsWith("Shows version 2 with hot content at news/ since " + placed.since()),
        hot.explanation());
    assertTrue(hot.explanation().contains("It differs on purpose"), hot.explanation());
    String log =
        farm.ccm()
            .tx(() -> farm.ccm().get(AuditLog.class).list(PageRequest.first(10)))
            .items()
            .toString();
    assertTrue(log.contains("news/ on boston-1: flash"), log);
  }

  @Test
  void shouldTakeItBack() throws Exception {
    write("flash");
    HotContentView placed = place("boston-1", "boston-2");
    farm.seconds(30);
    requireLive(placed.version(), placed.version());
    assertEquals("taken back by user ann", takeBack(placed.version()).ended());
    farm.seconds(30);
    requireLive(2, 2);
    assertThrows(NotFound.class, () -> takeBack(placed.version()));
  }

  @Test
  void shouldSayWhichRunKeepsItThoughItWasTakenBack() throws Exception {
    write("flash");
    HotContentView placed = place("boston-1", "boston-2");
    farm.seconds(30);
    write("three");
    RunOptions held = new RunOptions(false, true, null);
    UUID id =
        farm.ccm().tx(() -> farm.ccm().get(Runs.class).start(job, held, null, ANN)).summary().id();
    farm.seconds(10);
    assertEquals("STAGED", farm.view(id).summary().phase());

    String run = "Run " + id + " of job publish is STAGED, and can be aborted.";
    String kept = "Still shown on boston-1 boston-2 until a run is done there: " + run;
    assertEquals(kept, takeBack(placed.version()).keptBy());
    farm.seconds(60);
    requireLive(placed.version(), placed.version());
    assertEquals(kept, listed(placed.version()).keptBy());
    String explanation = standing("boston-1").explanation();
    assertTrue(explanation.endsWith("It goes on when a run is done with it: " + run), explanation);

    farm.ccm().run(() -> farm.ccm().get(Runs.class).abort(id, ANN));
    farm.untilEnded(id);
    farm.seconds(30);
    requireLive(2, 2);
    assertEquals("", listed(placed.version()).keptBy());
  }

  @Test
  void shouldTakeTheOldestOfManyStraightBack() throws Exception {
    write("flash");
    HotContentView placed = place("boston-1");
    farm.seconds(30);
    placeManyOn("boston-2");
    takeBack(placed.version());
    for (int second = 0; second < 30; second++) {
      farm.second();
      assertTrue(List.of(placed.version(), 2L).contains(farm.agent("boston-1").live));
    }
    assertEquals(2, farm.agent("boston-1").live);
  }

  @Test
  void shouldEndTheOldestOfManyWithItsVersion() throws Exception {
    write("flash");
    place("boston-1");
    placeManyOn("boston-2");
    farm.seconds(30);
    write("three");
    publish();
    goBack();
    farm.seconds(60);
    requireLive(2, 2);
  }

  @Test
  void shouldPublishTheNextVersionToServersWithHotContentToo() throws Exception {
    write("flash");
    HotContentView placed = place("boston-1");
    farm.seconds(30);
    write("three");
    publish();
    requireLive(4, 4);
    assertEquals("version 4 was published", listed(placed.version()).ended());
    goBack();
    requireLive(2, 2);
    farm.seconds(60);
    requireLive(2, 2);
  }

  @Test
  void shouldRollBackServersWithHotContentToo() throws Exception {
    write("flash");
    place("boston-1");
    farm.seconds(30);
    goBack();
    requireLive(1, 1);
  }

  @Test
  void shouldBringItToAServerThatWasAway() throws Exception {
    farm.agent("boston-1").alive = false;
    farm.seconds(60);
    write("flash");
    HotContentView placed = place("boston-1");
    farm.seconds(30);
    assertTrue(
        standing("boston-1").explanation().contains("should show version 2 with hot content"),
        standing("boston-1").explanation());
    farm.agent("boston-1").live = 1;
    farm.agent("boston-1").alive = true;
    farm.seconds(90);
    requireLive(placed.version(), 2);
  }

  /** Its base is kept on the server as long as it is live there. */
  @Test
  void shouldBringAServerThatWasAwayOnlyWhatItMissed() throws Exception {
    write("flash");
    place("boston-2");
    farm.seconds(30);
    FarmAgent away = farm.agent("boston-2");
    away.alive = false;
    farm.seconds(60);
    write("three");
    farm.untilEnded(farm.start(job));
    long three = farm.agent("boston-1").live;
    away.alive = true;
    away.taken.clear();
    farm.seconds(90);
    requireLive(three, three);
    assertEquals(
        List.of("SYNCHRONIZE of 2 to " + three),
        away.taken.stream()
            .map(it -> it.type() + " of " + it.baseVersion() + " to " + it.targetVersion())
            .toList());
  }

  @Test
  void shouldNotShowWhatWasWithdrawn() throws Exception {
    goBack();
    assertThrows(Conflict.class, () -> place("boston-1"), "it is the tree of version 2");
    write("flash");
    place("boston-1");
  }

  @Test
  void shouldReplaceWhatAServerHadBefore() throws Exception {
    write("flash");
    HotContentView first = place("boston-1", "boston-2");
    farm.seconds(30);
    write("flash 2");
    HotContentView second = place("boston-1");
    farm.seconds(30);
    requireLive(second.version(), first.version());
    assertEquals(List.of("boston-2"), listed(first.version()).servers());
    HotContentView third = place("boston-2");
    assertEquals("other hot content was placed", listed(first.version()).ended());
    farm.seconds(30);
    requireLive(second.version(), third.version());
  }

  @Test
  void shouldPlaceNothingWhenOneOfSeveralPatternsMatchesNothing() throws Exception {
    write("flash");
    List<String> paths = List.of("news/", "/nwes/flash.html");
    Conflict refused =
        assertThrows(
            Conflict.class,
            () -> place(new NewHotContent(area, paths, List.of("boston-1"), "flash")));
    assertTrue(refused.getMessage().contains("matches /nwes/flash.html. "), refused.getMessage());
    farm.seconds(30);
    requireLive(2, 2);
  }

  @Test
  void shouldRefuseWhatCannotBe() throws Exception {
    assertThrows(Conflict.class, () -> place("boston-1"), "nothing differs");
    write("flash");
    assertThrows(Invalid.class, () -> place("boston-9"));
    assertThrows(Invalid.class, () -> place());
    assertThrows(Invalid.class, () -> place("boston-1", "boston-1"));
    for (NewHotContent wrong :
        List.of(
            new NewHotContent(area, List.of(), List.of("boston-1"), "x"),
            new NewHotContent(area, List.of("["), List.of("boston-1"), "x"),
            new NewHotContent(null, List.of("news/"), List.of("boston-1"), "x"),
            new NewHotContent(area, List.of("news/"), null, "x"),
            new NewHotContent(area, List.of("news/"), List.of("boston-1"), " "))) {
      assertThrows(
          Invalid.class,
          () ->
              farm.ccm()
                  .tx(() -> farm.ccm().get(HotContents.class).place(SITE, GROUP, wrong, ANN)));
    }
    farm.seconds(10);
    requireLive(2, 2);
  }
}
