package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a version on a server: staged, committed, rolled back, aborted, pruned (CI-2 to CI-4).
 */
class PublishingTest {
  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree staging;
  private Server server;
  private ContentInterpreter interpreter;

  @BeforeEach
  void open() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging"));
    server = Server.under(directory.resolve("server"));
    interpreter = openInterpreter(3);
  }

  private ContentInterpreter openInterpreter(int versionsToKeep) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        Publisher.CLOCK,
        versionsToKeep);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private Manifest firstTree() throws Exception {
    staging
        .file("index.html", "one")
        .file("css/site.css", "body {}")
        .file("empty", "")
        .directory("nothing/here")
        .symlink("start", "index.html")
        .mode("css", "rwxr-x---")
        .mode("index.html", "rw-r-----");
    return Publisher.scan(staging.root());
  }

  private AssignmentOutcome carryOut(WrittenAssignment assignment) {
    return interpreter.carryOut(assignment.file());
  }

  private void publishAndCommit(Manifest base, long baseVersion, long version) throws Exception {
    AssignmentOutcome staged =
        carryOut(publisher.publish(base, baseVersion, staging.root(), version));
    assertEquals(Result.STAGED, staged.result(), staged.detail());
    AssignmentOutcome committed = carryOut(publisher.order(AssignmentType.COMMIT, version));
    assertEquals(Result.COMMITTED, committed.result(), committed.detail());
    assertEquals(version, committed.liveVersion());
  }

  @Test
  void shouldShowNothingOfAStagedVersionUntilItIsCommitted() throws Exception {
    Manifest tree = firstTree();
    AssignmentOutcome staged = carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    assertEquals(Result.STAGED, staged.result(), staged.detail());
    assertEquals("nothing", server.liveTarget());
    assertEquals(new SiteStatus(0, 1, 0, null), interpreter.status());

    AssignmentOutcome committed = carryOut(publisher.order(AssignmentType.COMMIT, 1));
    assertEquals(Result.COMMITTED, committed.result(), committed.detail());
    assertNull(committed.reason());
    assertEquals("versions/1", server.liveTarget());
    assertEquals(tree, server.liveTree());
    assertEquals(new SiteStatus(1, 0, 0, null), interpreter.status());
  }

  @Test
  void shouldSwitchBackToTheBackupVersion() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    staging.file("index.html", "two").delete("css/site.css").file("new/page.html", "new");
    publishAndCommit(first, 1, 2);
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
    assertEquals(new SiteStatus(2, 0, 1, null), interpreter.status());

    AssignmentOutcome back = carryOut(publisher.order(AssignmentType.ROLLBACK, 1));

    assertEquals(Result.ROLLED_BACK, back.result(), back.detail());
    assertEquals(first, server.liveTree());
    assertEquals(new SiteStatus(1, 0, 2, null), interpreter.status());
  }

  @Test
  void shouldKeepNothingOfASiteThatIsTakenOffAndPublishItAgain() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    staging.file("index.html", "two");
    publishAndCommit(first, 1, 2);
    Manifest second = Publisher.scan(staging.root());
    carryOut(publisher.publish(second, 2, staging.file("index.html", "three").root(), 3));

    WrittenAssignment removal = publisher.order(AssignmentType.REMOVE, 4);
    AssignmentOutcome gone = carryOut(removal);

    assertEquals(Result.COMMITTED, gone.result(), gone.detail());
    assertEquals(new SiteStatus(4, 0, 0, null), interpreter.status());
    assertEquals(Set.of("4", "4.manifest"), server.versionNames());
    assertEquals(Set.of("journal", "live", "lock", "versions"), server.names());
    assertEquals(1, server.liveTree().size(), "the root alone");
    assertEquals(Result.COMMITTED, carryOut(removal).result(), "again");
    publishAndCommit(Manifest.EMPTY, 0, 5);
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
    AssignmentOutcome refused = carryOut(publisher.order(AssignmentType.REMOVE, 5));
    assertEquals(Result.REFUSED, refused.result(), "it is live and has content");
  }

  @Test
  void shouldEqualStagingForRsync() throws Exception {
    assumeTrue(hasRsync(), "skipped: rsync is not installed (apt-get install rsync)");
    firstTree();
    staging
        .file("deep/er/file.bin", new byte[200_000])
        .modified("deep/er", 1_600_000_000_000_000_001L);
    Manifest first = Publisher.scan(staging.root());
    publishAndCommit(Manifest.EMPTY, 0, 1);
    assertEquals("", rsyncDifferences());
    staging.mode("index.html", "rwxrwxrwx").file("css/site.css", "p {}").delete("empty");
    publishAndCommit(first, 1, 2);
    assertEquals("", rsyncDifferences());
  }

  @Test
  void shouldLeaveTheBackupUntouchedWhenOnlyAttributesChange() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    Map<String, String> before = server.stamps(1);
    staging
        .mode("index.html", "rwx------")
        .modified("css/site.css", SampleTree.MTIME_NS + 5)
        .mode("css", "rwxrwxrwx")
        .modified("start", SampleTree.MTIME_NS + 5_000_000);

    publishAndCommit(first, 1, 2);

    assertEquals(before, server.stamps(1));
    assertEquals(first, server.versionTree(1));
    assertEquals(Publisher.scan(staging.root()), server.liveTree());
  }

  @Test
  void shouldLinkWhatDoesNotChange() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    staging.file("index.html", "two");
    publishAndCommit(first, 1, 2);
    assertEquals(server.stamps(1).get("css/site.css"), server.stamps(2).get("css/site.css"));
    assertNotEquals(server.stamps(1).get("index.html"), server.stamps(2).get("index.html"));
  }

  @Test
  void shouldChangeKindsOfEntries() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    staging
        .delete("start")
        .file("start", "a file now")
        .delete("css/site.css")
        .delete("css")
        .symlink("css", "nothing")
        .delete("index.html")
        .file("index.html/default", "a directory now");
    publishAndCommit(first, 1, 2);
    assertEquals(TreeReading.read(staging.root()), server.liveTree());
  }

  @Test
  void shouldForgetAnAbortedVersion() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    staging.file("index.html", "two");
    carryOut(publisher.publish(first, 1, staging.root(), 2));

    AssignmentOutcome aborted = carryOut(publisher.order(AssignmentType.ABORT, 2));

    assertEquals(Result.ABORTED, aborted.result(), aborted.detail());
    assertEquals(first, server.liveTree());
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
    assertEquals(new SiteStatus(1, 0, 0, null), interpreter.status());
  }

  @Test
  void shouldSwitchByItselfWhenTheAssignmentSaysSo() throws Exception {
    firstTree();
    Manifest tree = publisher.takeIn(staging.root());
    WrittenAssignment catchUp =
        publisher.write(
            publisher.order(AssignmentType.SYNCHRONIZE, 0, 4, Activation.IMMEDIATE),
            Manifest.EMPTY,
            tree);
    AssignmentOutcome outcome = carryOut(catchUp);
    assertEquals(Result.COMMITTED, outcome.result(), outcome.detail());
    assertEquals(tree, server.liveTree());
  }

  @Test
  void shouldUseAVersionThatIsHereAlready() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    staging.file("index.html", "two");
    Manifest second = Publisher.scan(staging.root());
    publishAndCommit(first, 1, 2);

    WrittenAssignment missedRollback =
        publisher.write(
            publisher.order(AssignmentType.SYNCHRONIZE, 2, 1, Activation.IMMEDIATE), second, first);
    AssignmentOutcome outcome = carryOut(missedRollback);

    assertEquals(Result.COMMITTED, outcome.result(), outcome.detail());
    assertEquals(0, outcome.bytesWritten());
    assertEquals(first, server.liveTree());
    assertEquals(new SiteStatus(1, 0, 2, null), interpreter.status());
  }

  @Test
  void shouldGiveTheSameAnswerWhenDeliveredAgain() throws Exception {
    firstTree();
    WrittenAssignment publish = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    WrittenAssignment commit = publisher.order(AssignmentType.COMMIT, 1);
    for (WrittenAssignment assignment : List.of(publish, publish, commit, commit)) {
      AssignmentOutcome outcome = carryOut(assignment);
      assertEquals(
          assignment.equals(publish) ? Result.STAGED : Result.COMMITTED,
          outcome.result(),
          outcome.detail());
    }
    interpreter.close();
    interpreter = openInterpreter(3);
    assertEquals(Result.COMMITTED, carryOut(commit).result());
    assertEquals(Result.STAGED, carryOut(publish).result());
    assertEquals(new SiteStatus(1, 0, 0, null), interpreter.status());
  }

  @Test
  void shouldKeepAsManyVersionsAsConfigured() throws Exception {
    Manifest base = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    for (int version = 2; version <= 6; version++) {
      staging.file("index.html", "version " + version);
      publishAndCommit(base, version - 1, version);
      base = Publisher.scan(staging.root());
    }
    interpreter.prune();
    assertEquals(
        Set.of("4", "4.manifest", "5", "5.manifest", "6", "6.manifest"), server.versionNames());
  }

  @Test
  void shouldPublishAnEmptyTree() throws Exception {
    Manifest first = firstTree();
    publishAndCommit(Manifest.EMPTY, 0, 1);
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Manifest tree = publisher.takeIn(empty);
    AssignmentOutcome staged =
        carryOut(publisher.write(publisher.order(AssignmentType.PUBLISH, 1, 2), first, tree));
    assertEquals(Result.STAGED, staged.result(), staged.detail());
    assertEquals(
        Result.COMMITTED,
        carryOut(publisher.writeOrder(publisher.order(AssignmentType.COMMIT, 1, 2), tree.hash()))
            .result());
    assertEquals(1, server.liveTree().size());
  }

  @Test
  void shouldBindACommitToTheContentItNames() throws Exception {
    firstTree();
    carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1));
    WrittenAssignment other =
        publisher.writeOrder(
            publisher.order(AssignmentType.COMMIT, 0, 1), ContentHash.sha256(new byte[] {1}));
    AssignmentOutcome outcome = carryOut(other);
    assertEquals(Result.REFUSED, outcome.result());
    assertEquals("nothing", server.liveTarget());
  }

  private static boolean hasRsync() throws InterruptedException {
    try {
      return new ProcessBuilder("rsync", "--version").redirectErrorStream(true).start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String rsyncDifferences() throws Exception {
    Process rsync =
        new ProcessBuilder(
                "rsync",
                "-aHnic",
                "--delete",
                "--modify-window=-1",
                staging.root() + "/",
                server.site().live() + "/")
            .redirectErrorStream(true)
            .start();
    String output = new String(rsync.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, rsync.waitFor(), output);
    return output;
  }
}
