package org.contentmover.agent.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.contentmover.agent.testing.ServerWithSites;
import org.contentmover.agent.testing.SmallCcm;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.journal.JointJournal;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.SiteFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real assignments, carried out by the real interpreter. */
class SitesTest extends ServerWithSites {
  private static final HostedSite SHOP = new HostedSite("shop.example.com");

  @BeforeEach
  void writePage() throws IOException {
    Files.writeString(tree.resolve("index.html"), "<p>one</p>");
  }

  /** Without anything to carry out on them. */
  private void open(Function<HostedSite, Surroundings> surroundings, Executor workers) {
    sites =
        new Sites(
            root,
            TrustedKeys.of(ccm.key().publicKey()),
            site -> PublisherPins.NONE,
            clock,
            VersionPolicy.ofCount(3),
            surroundings,
            workers);
  }

  @Test
  void shouldStageAndCommitAndShowIt() throws Exception {
    assertEquals(Outcome.STAGED, carryOut(ccm.publish(tree, "all")).outcome());
    assertEquals(new SiteFacts("www.example.com", "all", 0, 1, 0, ""), facts());

    MemberReport committed = carryOut(ccm.order(AssignmentType.COMMIT, "all"));

    assertEquals(Outcome.COMMITTED, committed.outcome());
    assertEquals(1, committed.liveVersion());
    assertEquals(1, facts().liveVersion());
    assertEquals("<p>one</p>", Files.readString(root.resolve("www.example.com/live/index.html")));
  }

  @Test
  void shouldKnowItsSitesAndTheirGroupsAfterARestart() throws Exception {
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    SiteFacts before = facts();
    sites.close();

    open();

    assertEquals(before, facts());
    assertEquals(List.of(), sites.problems());
  }

  @Test
  void shouldDeleteOldVersionsOfAllSitesWhenAskedTo() throws Exception {
    for (int version = 1; version <= 4; version++) {
      Files.writeString(tree.resolve("index.html"), "<p>" + version + "</p>");
      carryOut(ccm.publish(tree, "all"));
      carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    }
    Path versions = root.resolve("www.example.com/versions");
    assertTrue(Files.exists(versions.resolve("2")), "three are kept");
    Files.createDirectory(versions.resolve("1"));

    sites.pruneAll();
    sites.pruneAll();
    threads.runAll();

    assertFalse(Files.exists(versions.resolve("1")));
    assertTrue(Files.exists(versions.resolve("2")));
  }

  @Test
  void shouldAdoptADocumentRootThatWasThereBefore() throws Exception {
    sites.close();
    Path live = Files.createDirectories(root.resolve("old.example.com/live"));
    Files.writeString(live.resolve("index.html"), "old");

    open();

    assertEquals("old", Files.readString(root.resolve("old.example.com/live/index.html")));
    assertEquals(List.of(), sites.problems());
    assertEquals("none", sites.facts().get(0).group());
  }

  @Test
  void shouldNameASiteInAnUnclearStateAndLeaveItAlone() throws Exception {
    sites.close();
    Path site = Files.createDirectories(root.resolve("odd.example.com"));
    Files.createSymbolicLink(site.resolve("live"), Path.of("/somewhere/else"));

    open();

    assertEquals(1, sites.problems().size());
    assertTrue(sites.problems().get(0).startsWith("odd.example.com: "), sites.problems()::toString);
    assertEquals(1, sites.facts().size());
    assertTrue(!sites.facts().get(0).problem().isEmpty());
  }

  @Test
  void shouldSwitchSeveralSitesByOneOrder() throws Exception {
    SmallCcm shop = stageOnTwoSites();

    MemberReport committed = carryOut(ccm.jointCommit("all", shop));

    assertEquals(Outcome.COMMITTED, committed.outcome(), committed::reason);
    assertEquals(List.of("shop.example.com 1", "www.example.com 1"), live());
    assertEquals("<p>one</p>", Files.readString(root.resolve("shop.example.com/live/index.html")));
  }

  @Test
  void shouldSwitchNoSiteWhenOneOfThemIsNotHere() throws Exception {
    stageOnTwoSites();
    SmallCcm foreign = ccm.of(new HostedSite("foreign.example.com"));

    MemberReport refused = carryOut(ccm.jointCommit("all", foreign));

    assertEquals(Outcome.FAILED, refused.outcome());
    assertTrue(refused.reason().contains("foreign.example.com"), refused::reason);
    assertEquals(List.of("shop.example.com 0", "www.example.com 0"), live());
    assertTrue(Files.notExists(root.resolve("foreign.example.com")));
  }

  @Test
  void shouldSwitchAllSitesAtItsStartWhenItDiedWhileItSwitchedThem() throws Exception {
    stageOnTwoSites();
    sites.close();
    JournalRecord intent =
        new JournalRecord(
            JournalStep.COMMITTING,
            clock.instant(),
            new JournalRecord.Cause(
                new AssignmentId(UUID.randomUUID()),
                new ContentGroup("all"),
                9,
                true,
                0,
                List.of()),
            1,
            JournalRecord.NOTHING,
            ContentHash.NONE);
    new JointJournal(FileSystemOps.REAL, root)
        .begin(
            new JointJournal.Entry(
                intent.cause().assignmentId(),
                new TreeMap<>(Map.of(SmallCcm.SITE, intent, SHOP, intent))));
    Files.createSymbolicLink(root.resolve("shop.example.com/live"), Path.of("versions/1"));

    open();

    assertEquals(List.of(), sites.problems());
    assertEquals(List.of("shop.example.com 1", "www.example.com 1"), live());
  }

  /** By a name that nobody uses again: it would be there for ever. */
  @Test
  void shouldRemoveWhatACrashLeftOfADecision() throws Exception {
    sites.close();
    Path joint = Files.createDirectories(root.resolve(".joint"));
    Path left = Files.writeString(joint.resolve(UUID.randomUUID() + "~new"), "half a decision");

    open();

    assertFalse(Files.exists(left));
  }

  @Test
  void shouldOpenItsSitesAlsoWhenWhatACrashLeftCannotBeRemoved() throws Exception {
    sites.close();
    Files.createDirectories(root.resolve(".joint/stuck~new/not empty"));
    Files.createDirectories(root.resolve("old.example.com/live"));

    open();

    assertEquals(Set.of(new HostedSite("old.example.com")), sites.names());
    assertEquals(List.of(), sites.problems());
  }

  /** Work on either site that came before is done before, and what came later is done later. */
  @Test
  void shouldWorkOnSeveralSitesWhenAllAreFree() {
    List<String> done = new ArrayList<>();
    sites.execute(SmallCcm.SITE, () -> done.add("www before"));
    sites.execute(List.of(SHOP, SmallCcm.SITE), () -> done.add("both"));
    sites.execute(SHOP, () -> done.add("shop later"));
    sites.execute(SmallCcm.SITE, () -> done.add("www later"));
    threads.runAll();
    assertEquals(List.of("www before", "both"), done.subList(0, 2), done::toString);
    assertEquals(4, done.size());
  }

  private SmallCcm stageOnTwoSites() throws Exception {
    SmallCcm shop = ccm.of(SHOP);
    assertEquals(Outcome.STAGED, carryOut(ccm.publish(tree, "all")).outcome());
    assertEquals(Outcome.STAGED, carryOut(shop.publish(tree, "all")).outcome());
    return shop;
  }

  private List<String> live() {
    return sites.facts().stream().map(it -> it.site() + " " + it.liveVersion()).toList();
  }

  @Test
  void shouldOpenASiteWhileTheHookOfAnotherRuns() throws Exception {
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    sites.close();
    Path live = Files.createDirectories(root.resolve("old.example.com/live"));
    Files.writeString(live.resolve("index.html"), "old");
    CountDownLatch hookEnds = new CountDownLatch(1);
    CountDownLatch hookRuns = new CountDownLatch(1);
    ExecutorService workers = Executors.newCachedThreadPool();
    try {
      open(
          site -> {
            if (site.equals(SmallCcm.SITE)) {
              hookRuns.countDown();
              await(hookEnds);
            }
            return Surroundings.noneOn("this server");
          },
          workers);
      CompletableFuture<Void> opened = sites.openAll();
      await(hookRuns);
      CountDownLatch other = new CountDownLatch(1);
      sites.execute(new HostedSite("old.example.com"), other::countDown);
      await(other);
      assertEquals(Set.of(new HostedSite("old.example.com")), sites.names());
      SiteFacts meanwhile = sites.facts().get(1);
      assertEquals("all", meanwhile.group());
      assertEquals(1, meanwhile.liveVersion(), "what it shows it goes on showing");
      assertTrue(meanwhile.problem().contains("being opened"), meanwhile::problem);
      hookEnds.countDown();
      opened.get(30, TimeUnit.SECONDS);
      assertEquals(List.of(), sites.problems());
      assertEquals(1, sites.liveVersion(SmallCcm.SITE));
    } finally {
      hookEnds.countDown();
      workers.shutdown();
      assertTrue(workers.awaitTermination(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void shouldSayWhyASiteCannotBeOpenedAtAll() throws Exception {
    sites.close();
    Files.createDirectories(root.resolve("old.example.com/live"));
    open(
        site -> {
          throw new IllegalStateException("this Java runtime does not take file names as UTF-8");
        },
        threads);
    CompletableFuture<Void> opened = sites.openAll();
    threads.runAll();
    assertTrue(opened.isDone());
    assertTrue(sites.problems().get(0).contains("as UTF-8"), sites.problems()::toString);
  }

  @Test
  void shouldCloseASiteThatIsOpenedWhileTheAgentStops() throws Exception {
    sites.close();
    Files.createDirectories(root.resolve("old.example.com/live"));
    open(
        site -> {
          sites.close();
          return Surroundings.noneOn("this server");
        },
        threads);
    var unused = sites.openAll();
    threads.runAll();
    assertEquals(Set.of(), sites.names());

    open();

    assertEquals(List.of(), sites.problems());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private SiteFacts facts() {
    return sites.facts().get(0);
  }
}
