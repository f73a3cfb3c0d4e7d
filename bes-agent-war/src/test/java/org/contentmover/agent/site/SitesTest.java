package org.contentmover.agent.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.testing.ManualExecutor;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.agent.testing.SmallCcm;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.SiteFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real assignments, carried out by the real interpreter. */
class SitesTest {
  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final ManualExecutor threads = new ManualExecutor();
  private SmallCcm ccm;
  private Path root;
  private Path tree;
  private Sites sites;
  private Assignments assignments;
  private AssignmentWork work;

  @BeforeEach
  void start() throws Exception {
    ccm = new SmallCcm(directory.resolve("ccm"), clock);
    root = Files.createDirectories(directory.resolve("root"));
    tree = Files.createDirectories(directory.resolve("staging"));
    Files.writeString(tree.resolve("index.html"), "<p>one</p>");
    open();
  }

  @AfterEach
  void stop() throws IOException {
    sites.close();
    ccm.close();
  }

  private void open() throws IOException {
    open(site -> Surroundings.noneOn("this server"), threads);
    CompletableFuture<Void> opened = sites.openAll();
    threads.runAll();
    assertTrue(opened.isDone());
  }

  private void open(Function<HostedSite, Surroundings> surroundings, Executor workers)
      throws IOException {
    Path state = directory.resolve("state");
    TrustedKeys keys = TrustedKeys.of(ccm.key().publicKey());
    sites =
        new Sites(root, state, keys, site -> PublisherPins.NONE, clock, 3, surroundings, workers);
    assignments = Assignments.open(root, state, clock);
    work =
        new AssignmentWork(
            new ServerName("boston-1"), assignments, sites, keys, workers, clock, record -> {});
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
  void shouldRefuseTheContentOfAnotherGroup() throws Exception {
    carryOut(ccm.publish(tree, "all"));
    carryOut(ccm.order(AssignmentType.COMMIT, "all"));
    Files.writeString(tree.resolve("index.html"), "<p>two</p>");

    MemberReport refused = carryOut(ccm.publish(tree, "images"));

    assertEquals(Outcome.FAILED, refused.outcome());
    assertTrue(refused.reason().contains("WRONG_GROUP"), refused::reason);
    assertEquals(1, refused.liveVersion());
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

  private MemberReport carryOut(WrittenAssignment written) throws IOException {
    UUID id = written.header().assignmentId().value();
    assignments.add(
        AssignmentRecord.heardOf(
            id, "test", written.sizeBytes(), written.sha256().toString(), clock.instant()));
    Files.copy(written.file(), assignments.file(id));
    assignments.change(id, record -> record.withComplete(true));
    work.carryOut(id);
    threads.runAll();
    Optional<MemberReport> result = assignments.record(id).orElseThrow().result();
    return result.orElseThrow();
  }
}
