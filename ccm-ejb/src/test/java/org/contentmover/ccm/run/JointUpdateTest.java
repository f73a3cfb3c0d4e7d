package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.run.view.ServerProgressView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.CrashSweep;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.FarmAgent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.core.interpret.AssignmentHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs of several sites go live together or not at all (CM-9). */
class JointUpdateTest {
  private static final String SHOP = "shop.example.com";

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private Farm farm;
  private UUID www;
  private UUID shop;

  @BeforeEach
  void makeTwoSites() throws IOException {
    makeTwoSites(TestDatabase.H2, "first");
  }

  private Runnable makeTwoSites(TestDatabase kind, String name) throws IOException {
    Runnable restart = begin(kind, name);
    london().site = SHOP;
    www = job(SITE, directory.resolve(name), "boston-1");
    shop = job(SHOP, directory.resolve(name), "london-1");
    farm.second();
    return restart;
  }

  /** Boston has both sites, London the shop alone. */
  private Runnable makeCommonServer(TestDatabase kind, String name) throws IOException {
    Runnable restart = begin(kind, name);
    london().site = SHOP;
    boston().withSite(SHOP);
    www = job(SITE, directory.resolve(name), "boston-1");
    shop = job(SHOP, directory.resolve(name), "boston-1", "london-1");
    farm.second();
    return restart;
  }

  private Runnable begin(TestDatabase kind, String name) {
    Path data = directory.resolve(name).resolve("data");
    var database = kind.create();
    farm = new Farm(new Ccm(database, data, clock), clock);
    farm.with("boston", "boston-1").with("london", "london-1");
    return () -> farm.restartedAs(new Ccm(database, data, clock));
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  private UUID job(String site, Path data, String... servers) throws IOException {
    Path staging = Files.createDirectories(data.resolve(site));
    Files.writeString(staging.resolve("index.html"), site);
    Ccm ccm = farm.ccm();
    ccm.run(
        () -> {
          ccm.get(HostedSites.class).create(site, "", ANN);
          ccm.get(ContentGroups.class)
              .create(
                  new NewContentGroup(
                      site, GROUP, Membership.SERVERS, null, List.of(servers), null),
                  ANN);
          ccm.get(StagingAreas.class)
              .create(
                  new NewStagingArea(site, site, null, staging.toString(), null, List.of()), ANN);
        });
    NewJob job =
        new NewJob(site, JobType.PUBLISH, site, GROUP, site, "50%", null, null, null, null, null);
    return ccm.tx(() -> ccm.get(Jobs.class).create(job, ANN)).id();
  }

  private RunView start(String idempotencyKey, UUID... jobs) {
    return farm.ccm()
        .tx(() -> farm.ccm().get(Runs.class).startTogether(List.of(jobs), idempotencyKey, ANN));
  }

  private UUID runOf(RunView joint, String site) {
    return joint.joint().stream()
        .filter(run -> run.site().equals(site))
        .map(RunSummary::id)
        .findFirst()
        .orElseThrow();
  }

  private Set<String> endedAs(RunView joint) {
    return joint.joint().stream()
        .map(run -> farm.untilEnded(run.id()).summary().phase())
        .collect(Collectors.toSet());
  }

  private FarmAgent boston() {
    return farm.agent("boston-1");
  }

  private FarmAgent london() {
    return farm.agent("london-1");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldGoLiveWhenAllHaveStagedAndNotBefore(TestDatabase kind) throws IOException {
    stop();
    makeTwoSites(kind, "both");
    london().refuses = "busy";
    RunView joint = start(null, www, shop);
    UUID held = runOf(joint, SITE);
    farm.seconds(20);
    RunView view = farm.view(held);
    assertEquals("STAGED", view.summary().phase(), view.summary().explanation());
    assertFalse(view.committable());
    assertEquals(0, boston().live);
    assertThrows(
        Conflict.class,
        () -> farm.ccm().tx(() -> farm.ccm().get(Runs.class).commit(held, null, ANN)));
    london().refuses = null;
    assertEquals(Set.of("SUCCEEDED"), endedAs(joint));
    assertEquals(1, boston().live);
    assertEquals(1, london().live);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldTellAServerOfSeveralSitesByOneOrder(TestDatabase kind) throws IOException {
    stop();
    makeCommonServer(kind, "common");
    RunView joint = start(null, www, shop);
    assertEquals(Set.of("SUCCEEDED"), endedAs(joint));
    assertEquals(1, boston().live);
    assertEquals(1, boston().also.live);
    assertEquals(1, london().live);
    List<AssignmentHeader> commits = new ArrayList<>();
    Stream.of(boston(), boston().also, london())
        .map(it -> it.taken.get(it.taken.size() - 1))
        .forEach(commits::add);
    assertEquals(commits.get(0).assignmentId(), commits.get(1).assignmentId());
    assertNotEquals(commits.get(0).assignmentId(), commits.get(2).assignmentId());
    assertEquals(2, boston().taken.size(), "one to stage, one to switch");
    assertEquals(2, boston().also.taken.size());
    for (String site : List.of(SITE, SHOP)) {
      RunView view = farm.view(runOf(joint, site));
      assertEquals(site.equals(SHOP) ? 2 : 1, view.servers().size());
      for (ServerProgressView server : view.servers()) {
        assertEquals("COMMITTED", server.outcome(), site + " " + server);
        assertEquals("COMMITTING", server.step());
        assertEquals(1, server.liveVersion());
      }
    }
  }

  @Test
  void shouldSayForEachRunThatItsServerCouldNotSwitch() throws IOException {
    stop();
    makeCommonServer(TestDatabase.H2, "failing");
    london().refuses = "busy";
    RunView joint = start(null, www, shop);
    farm.seconds(5);
    boston().also.staged = 0;
    london().refuses = null;
    endedAs(joint);
    RunView ofWww = farm.view(runOf(joint, SITE));
    assertEquals("FAILED", ofWww.summary().phase(), ofWww.summary().explanation());
    assertEquals("VERSION_MISMATCH", ofWww.servers().get(0).reason());
    assertEquals(0, ofWww.servers().get(0).liveVersion());
    RunView ofShop = farm.view(runOf(joint, SHOP));
    assertEquals("PARTIAL", ofShop.summary().phase(), ofShop.summary().explanation());
    assertEquals(1, london().live);
    assertEquals(0, boston().live, "neither of its sites");
  }

  @Test
  void shouldTellACommonServerOnceWheneverTheCcmDies() throws IOException {
    CrashSweep.atAnyCommit(
        10,
        commits -> {
          stop();
          Runnable restart = makeCommonServer(TestDatabase.H2, "common" + commits);
          return dies(commits, null, restart);
        });
  }

  @Test
  void shouldNotGoLiveWhenOneFails() {
    london().fails = "DISK";
    RunView joint = start(null, www, shop);
    assertEquals(Set.of("FAILED", "ABORTED"), endedAs(joint));
    assertEquals(0, boston().live);
    assertEquals(0, boston().staged);
    String why = farm.view(runOf(joint, SITE)).summary().explanation();
    assertTrue(why.contains(SHOP), why);
  }

  @Test
  void shouldAllBeAbortedWithOne() {
    london().refuses = "busy";
    RunView joint = start(null, www, shop);
    farm.seconds(20);
    UUID aborted = runOf(joint, SHOP);
    farm.ccm().tx(() -> farm.ccm().get(Runs.class).abort(aborted, ANN));
    assertEquals(Set.of("ABORTED"), endedAs(joint));
    assertEquals(0, boston().live);
  }

  @Test
  void shouldNotWaitForWhatHasNothingToPublish() throws IOException {
    farm.untilEnded(farm.start(shop));
    RunView joint = start(null, shop, www);
    assertEquals(Set.of("SUCCEEDED"), endedAs(joint));
    assertEquals(1, boston().live);
  }

  @Test
  void shouldGoLiveTogetherWheneverTheCcmDies() throws IOException {
    CrashSweep.atAnyCommit(10, commits -> dies(commits, null));
  }

  @Test
  void shouldGiveUpTogetherWheneverTheCcmDies() throws IOException {
    CrashSweep.atAnyCommit(10, commits -> dies(commits, "DISK"));
  }

  /** From the moment on in which one has staged, and the other one is about to. */
  private boolean dies(int commits, String failure) throws IOException {
    stop();
    return dies(commits, failure, makeTwoSites(TestDatabase.H2, failure + commits));
  }

  private boolean dies(int commits, String failure, Runnable restart) {
    london().fails = failure;
    london().refuses = "busy";
    RunView joint = start(null, www, shop);
    farm.seconds(5);
    assertEquals("STAGED", farm.view(runOf(joint, SITE)).summary().phase());
    london().refuses = null;
    boolean crashed = false;
    farm.crashAfter(commits);
    try {
      endedAs(joint);
    } catch (Farm.Crash crash) {
      crashed = true;
      farm.ccm().close();
      restart.run();
    }
    boolean fine = failure == null;
    assertEquals(fine ? Set.of("SUCCEEDED") : Set.of("FAILED", "ABORTED"), endedAs(joint));
    assertEquals(fine ? 1 : 0, boston().live, "after " + commits + " transactions");
    assertEquals(fine ? 1 : 0, london().live, "after " + commits + " transactions");
    return crashed;
  }

  @Test
  void shouldBeStartedOnceForOneKey() {
    RunView joint = start("key", www, shop);
    assertEquals(joint.summary().id(), start("key", shop, www).summary().id());
    assertEquals(2, farm.view(joint.summary().id()).joint().size());
    assertThrows(
        Conflict.class,
        () ->
            farm.ccm()
                .tx(() -> farm.ccm().get(Runs.class).start(shop, RunOptions.NONE, "key", ANN)));
  }

  @Test
  void shouldRefuseWhatCannotEndTogether() {
    assertThrows(Invalid.class, () -> start(null, www));
    assertThrows(Invalid.class, () -> start(null, www, www));
    assertThrows(Invalid.class, () -> start(null));
    UUID[] many = Collections.nCopies(17, www).toArray(UUID[]::new);
    assertThrows(Invalid.class, () -> start(null, many));
  }

  @Test
  void shouldBeFoundByItsKeyWhereTheDatabaseSortsSitesInAnotherOrder() throws IOException {
    stop();
    makeTwoSites(TestDatabase.POSTGRESQL, "sorted");
    UUID hyphen = job("a-z.example.com", directory.resolve("sorted"), "boston-1");
    UUID dot = job("a.b.example.com", directory.resolve("sorted"), "london-1");
    RunView joint = start("sorted", dot, hyphen);
    assertEquals(joint.summary().id(), start("sorted", hyphen, dot).summary().id());
  }

  @Test
  void shouldNotSayThatItGoesLiveWhenItCameToNothing() {
    london().fails = "DISK";
    RunView joint = start(null, www, shop);
    endedAs(joint);
    UUID run = runOf(joint, SITE);
    Conflict conflict =
        assertThrows(
            Conflict.class,
            () -> farm.ccm().tx(() -> farm.ccm().get(Runs.class).commit(run, null, ANN)));
    assertTrue(conflict.getMessage().contains("is ABORTED"), conflict.getMessage());
  }
}
