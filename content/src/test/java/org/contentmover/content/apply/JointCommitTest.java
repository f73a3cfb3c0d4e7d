package org.contentmover.content.apply;

import static org.contentmover.content.apply.JointServer.HELP;
import static org.contentmover.content.apply.JointServer.SHOP;
import static org.contentmover.content.apply.JointServer.WWW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.drift.ReadPace;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several sites of a server go live by one order, or none does (CM-9). */
class JointCommitTest {
  private static final List<String> OLD = List.of("one", "one", "one");
  private static final List<String> NEW = List.of("two", "two", "two");

  @TempDir Path directory;
  private JointServer server;
  private JointServer.Sites sites;

  @BeforeEach
  void stageOnAllSites() throws Exception {
    server = new JointServer(directory);
    sites = server.open(server.root(), FileSystemOps.REAL);
  }

  @AfterEach
  void close() throws IOException {
    sites.close();
    server.close();
  }

  private void reopen(FileSystemOps ops) throws IOException {
    sites.close();
    sites = server.open(server.root(), ops);
  }

  private AssignmentOutcome carryOut(Result expected, Path order) {
    AssignmentOutcome outcome = sites.carryOut(order);
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  private List<String> live() throws IOException {
    return JointServer.live(server.root());
  }

  private void requireNone(RefusalReason reason, Result result, Path order) throws IOException {
    AssignmentOutcome outcome = carryOut(result, order);
    assertEquals(reason, outcome.reason(), outcome.detail());
    assertEquals(OLD, live());
    assertEquals(List.of(), sites.problems());
  }

  @Test
  void shouldSwitchAllSites() throws Exception {
    Path order = server.jointCommit();
    assertEquals(2, carryOut(Result.COMMITTED, order).liveVersion());
    assertEquals(NEW, live());
    for (HostedSite site : JointServer.SITES) {
      assertEquals(2, sites.of(site).status().liveVersion());
      assertEquals(0, sites.of(site).status().stagedVersion());
      assertEquals(1, sites.of(site).status().backupVersion());
    }
  }

  @Test
  void shouldAnswerARepetitionWithTheSameResultAndChangeNothing() throws Exception {
    Path order = server.jointCommit();
    carryOut(Result.COMMITTED, order);
    DelegatingFileSystem ops = new DelegatingFileSystem();
    reopen(ops);
    long operations = ops.operations();
    carryOut(Result.COMMITTED, order);
    assertEquals(operations, ops.operations(), "something was written");
  }

  /** Nothing of the others: which sites are here nobody guesses. */
  @Test
  void shouldSwitchTheSitesThatAreNamedOnly() throws Exception {
    carryOut(Result.COMMITTED, server.jointCommit(List.of(HELP, WWW), it -> it));
    assertEquals(List.of("two", "one", "two"), live());
    carryOut(Result.COMMITTED, server.jointCommit());
    assertEquals(NEW, live());
  }

  @Test
  void shouldSwitchNoneWhenOneIsNotStaged() throws Exception {
    sites.take(SHOP, server.order(SHOP, AssignmentType.ABORT, 2));
    requireNone(RefusalReason.VERSION_MISMATCH, Result.REFUSED, server.jointCommit());
  }

  @Test
  void shouldSwitchNoneWhenOneIsNotHere() throws Exception {
    Path order =
        server.jointCommit(List.of(HELP, new HostedSite("not.example.com"), WWW), it -> it);
    requireNone(RefusalReason.WRONG_SITE, Result.REFUSED, order);
    assertTrue(Files.notExists(server.root().resolve("not.example.com")));
  }

  @Test
  void shouldSwitchNoneWhenTheTreeOfOneIsGone() throws Exception {
    sites.close();
    Path tree = SiteDirectory.under(server.root(), WWW).version(2);
    Files.delete(tree.resolve("index.html"));
    Files.delete(tree);
    sites = server.open(server.root(), FileSystemOps.REAL);
    requireNone(RefusalReason.VERSION_MISMATCH, Result.REFUSED, server.jointCommit());
  }

  @Test
  void shouldNotBeTakenByOneSiteAlone() throws Exception {
    AssignmentOutcome outcome = sites.of(HELP).carryOut(server.jointCommit());
    assertEquals(RefusalReason.WRONG_SITE, outcome.reason(), outcome.detail());
    assertEquals(OLD, live());
  }

  /** An agent without rights on the directory of the last site, say. */
  @Test
  void shouldPutTheFirstOnesBackWhenTheRenameOfTheLastOneFails() throws Exception {
    Path link = SiteDirectory.under(server.root(), WWW).live();
    reopen(
        new DelegatingFileSystem() {
          @Override
          public void rename(Path from, Path to) throws IOException {
            if (to.equals(link)) {
              assertEquals(List.of("two", "two", "one"), live());
              throw new IOException("Permission denied");
            }
            super.rename(from, to);
          }
        });
    AssignmentOutcome outcome = carryOut(Result.FAILED, server.jointCommit());
    assertTrue(outcome.detail().contains(WWW.value()), outcome.detail());
    assertTrue(outcome.detail().contains("Permission denied"), outcome.detail());
    assertEquals(OLD, live());
    assertEquals(List.of(), sites.problems());
  }

  @Test
  void shouldShowNothingAgainWhereNothingWasLive() throws Exception {
    beginWithNewSites();
    carryOut(Result.FAILED, server.jointCommit());
    assertEquals(List.of("nothing", "nothing", "nothing"), live());
    assertEquals(List.of(), sites.problems());
  }

  @Test
  void shouldTakeEntriesBackWhereNothingWasLive() throws Exception {
    beginWithNewSites("shop colour = blue");
    carryOut(Result.FAILED, server.jointCommit());
    assertEquals("colour=red\n", Files.readString(server.shop()));
  }

  /** The last of which cannot go live. */
  private void beginWithNewSites(String... entries) throws Exception {
    sites.close();
    server.close();
    server = JointServer.ofNewSites(directory.resolve("fresh"), entries);
    Path link = SiteDirectory.under(server.root(), WWW).live();
    sites =
        server.open(
            server.root(),
            new DelegatingFileSystem() {
              @Override
              public void rename(Path from, Path to) throws IOException {
                if (to.equals(link)) {
                  throw new IOException("No space left on device");
                }
                super.rename(from, to);
              }
            });
  }

  @Test
  void shouldRunTheHooksOfAllSitesWhenAllAreSwitched() throws Exception {
    install("note", "cat $(dirname $CONTENT_MOVER_LIVE)/../*/live/index.html >> " + seen());
    carryOut(Result.COMMITTED, withHooks(HookScripts.after("note")));
    assertEquals("two".repeat(9), Files.readString(seen()));
  }

  @Test
  void shouldSwitchAllBackWhenTheHookOfOneSaysSo() throws Exception {
    install("note", "echo $CONTENT_MOVER_EVENT >> " + seen());
    install("fails", "echo $CONTENT_MOVER_EVENT >> " + seen(), "exit 7");
    UnaryOperator<AssignmentOrder> hooks =
        it ->
            it.withHooks(
                List.of(
                    it.hostedSite().equals(SHOP)
                        ? HookScripts.afterOrBack("fails")
                        : HookScripts.after("note")));
    requireNone(
        RefusalReason.HOOK_FAILED, Result.FAILED, server.jointCommit(JointServer.SITES, hooks));
    assertEquals(
        List.of("COMMIT", "COMMIT", "COMMIT", "SWITCH_BACK", "SWITCH_BACK", "SWITCH_BACK"),
        Files.readAllLines(seen()));
  }

  @Test
  void shouldSwitchNoneWhenTheHookOfOneIsMissing() throws Exception {
    requireNone(
        RefusalReason.HOOK_MISSING, Result.REFUSED, withHooks(HookScripts.after("missing")));
  }

  @Test
  void shouldSwitchAllBackWhenOneCannotBeShown() throws Exception {
    install(
        "show",
        "echo $CONTENT_MOVER_EVENT $CONTENT_MOVER_VERSION >> "
            + server.scripts().file("$CONTENT_MOVER_SITE"),
        "test $CONTENT_MOVER_SITE-$CONTENT_MOVER_VERSION != " + SHOP + "-2");
    server.showBy("show");
    reopen(FileSystemOps.REAL);
    requireNone(RefusalReason.HOOK_FAILED, Result.FAILED, server.jointCommit());
    for (HostedSite site : JointServer.SITES) {
      assertEquals(
          List.of("SHOW 1", "COMMIT 2", "SWITCH_BACK 1"),
          Files.readAllLines(server.scripts().file(site.value())),
          site.value());
    }
  }

  /** Visitors of the first site see the new version already, and nothing else can be shown them. */
  @Test
  void shouldNotGiveUpAfterACrashWhatIsShownWhereNothingWasLive() throws Exception {
    beginWithNewSites("shop colour = blue");
    install("show", "cat $CONTENT_MOVER_TREE/index.html > " + seen());
    server.showBy("show");
    Path order = server.jointCommit();
    killBeforeTheResult(order);
    assertEquals("two", Files.readString(seen()));
    Files.move(server.shop(), server.shop().resolveSibling("away"));

    reopen(FileSystemOps.REAL);
    assertEquals(NEW, live());
    assertEquals(3, sites.problems().size(), sites.problems().toString());

    Files.move(server.shop().resolveSibling("away"), server.shop());
    sites.recover();
    assertEquals(List.of(), sites.problems());
    carryOut(Result.COMMITTED, order);
  }

  @Test
  void shouldShowWhatWasLiveWhenItGivesUpAfterACrash() throws Exception {
    install("show", "cat $CONTENT_MOVER_TREE/index.html > " + seen());
    server.showBy("show");
    killBeforeTheResult(server.jointCommit());
    assertEquals("two", Files.readString(seen()));

    Path directory = SiteDirectory.under(server.root(), WWW).path();
    boolean[] full = {true};
    reopen(
        new DelegatingFileSystem() {
          @Override
          public void sync(Path file) throws IOException {
            if (full[0] && file.equals(directory)) {
              full[0] = false;
              throw new IOException("Input/output error");
            }
            super.sync(file);
          }
        });
    assertEquals(OLD, live());
    assertEquals(List.of(), sites.problems());
    assertEquals("one", Files.readString(seen()));
  }

  /** The agent dies when the hooks of all sites were run, and before a journal has the result. */
  private void killBeforeTheResult(Path order) throws IOException {
    reopen(
        new DelegatingFileSystem() {
          @Override
          public OutputStream append(Path file) throws IOException {
            throw new AssertionError("killed");
          }
        });
    assertEquals(
        "killed", assertThrows(AssertionError.class, () -> sites.carryOut(order)).getMessage());
    assertEquals(NEW, live());
  }

  private void install(String name, String... lines) throws IOException {
    server.scripts().install(name, lines);
  }

  private Path seen() {
    return server.scripts().file("seen");
  }

  private Path withHooks(HookCall call) throws IOException {
    return server.jointCommit(JointServer.SITES, it -> it.withHooks(List.of(call)));
  }

  /** A site whose switch is not over refuses everything, and so do those that go with it. */
  @Test
  void shouldHoldAllSitesBackUntilTheOneThatIsUnclearIsSeenTo() throws Exception {
    Path live = SiteDirectory.under(server.root(), WWW).live();
    FileSystemOps dies =
        new DelegatingFileSystem() {
          @Override
          public void rename(Path from, Path to) throws IOException {
            if (to.equals(live)) {
              throw new AssertionError("killed");
            }
            super.rename(from, to);
          }
        };
    Path order = server.jointCommit();
    reopen(dies);
    try {
      sites.carryOut(order);
    } catch (AssertionError e) {
      assertEquals("killed", e.getMessage());
    }
    Files.delete(live);
    Files.writeString(live, "somebody's");
    reopen(FileSystemOps.REAL);
    assertEquals(3, sites.problems().size(), sites.problems().toString());
    AssignmentOutcome outcome = sites.of(HELP).carryOut(server.commit(HELP, 2));
    assertEquals(RefusalReason.SITE_UNCLEAR, outcome.reason(), outcome.detail());
    assertTrue(outcome.detail().contains(WWW.value()), outcome.detail());

    Files.delete(live);
    Files.createSymbolicLink(live, Path.of("versions/1"));
    sites.recover();
    assertEquals(List.of(), sites.problems());
    assertEquals(NEW, live());
    carryOut(Result.COMMITTED, order);
  }

  @Test
  void shouldSwitchASiteThatIsBeingScrubbed() throws Exception {
    Path order = server.jointCommit();
    sites
        .of(SHOP)
        .care()
        .scrub(
            new ReadPace() {
              private boolean done;

              @Override
              public void await(long bytes) {
                if (!done) {
                  done = true;
                  carryOut(Result.COMMITTED, order);
                }
              }
            });
    assertEquals(NEW, live());
  }

  @Test
  void shouldRollOneSiteBackByItself() throws Exception {
    carryOut(Result.COMMITTED, server.jointCommit());
    sites.take(SHOP, server.order(SHOP, AssignmentType.ROLLBACK, 1));
    assertEquals(List.of("two", "one", "two"), live());
  }

  @Test
  void shouldTakeOrdersOfSingleSitesAsEver() throws Exception {
    sites.take(HELP, server.commit(HELP, 2));
    assertEquals(List.of("two", "one", "one"), live());
    carryOut(Result.COMMITTED, server.jointCommit());
    assertEquals(NEW, live());
  }
}
