package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.live.LiveSwitch;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tool makes is what a CCM makes, and it applies what an agent applies. */
class SamePathsTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;

  @BeforeEach
  void trees() throws IOException {
    old = TestTree.at(directory.resolve("old"));
    now = TestTree.at(directory.resolve("new"));
    old.file("index.html", "one").file("same", "content").symlink("start", "same");
    now.file("index.html", "two").file("same", "content").symlink("start", "index.html");
  }

  private static Manifest scan(TestTree tree) throws Exception {
    return new TreeScanner(CLOCK)
        .scan(tree.root(), ScanRules.EVERYTHING, ScanIndex.EMPTY)
        .manifest();
  }

  /** The steps of the CCM's planning, and the order of a run. */
  private static void writeAsTheCcmDoes(
      AssignmentDirectory out, SigningKey key, TestTree published, TestTree staging)
      throws Exception {
    try (ContentStore store = ContentStore.open(out.path().resolve("store"))) {
      Manifest base = new TreeScanner(CLOCK).takeOnce(published.root(), store);
      Manifest target = new TreeScanner(CLOCK).takeOnce(staging.root(), store);
      AssignmentWriter writer = new AssignmentWriter(store, key, DeltaProfile.DEFAULT);
      writer.write(out.publish(), order(AssignmentType.PUBLISH, 17), base, target);
      writer.writeOrder(out.commit(), order(AssignmentType.COMMIT, 18), ContentHash.NONE);
    }
    KeyFile.writePublic(out.key(), key.publicKey());
  }

  private static AssignmentOrder order(AssignmentType type, long sequence) {
    Instant created = CLOCK.instant();
    return new AssignmentOrder(
        new AssignmentId(UUID.randomUUID()),
        sequence,
        type,
        new HostedSite("www.example.com"),
        new ContentGroup("europe"),
        "run-7",
        41,
        42,
        created,
        created.plus(Duration.ofHours(1)),
        Activation.COMMIT_ON_ORDER);
  }

  @Test
  void shouldApplyWhatACcmWrites() throws Exception {
    AssignmentDirectory out = new AssignmentDirectory(TestTree.at(directory.resolve("ccm")).root());
    writeAsTheCcmDoes(out, SigningKey.generate(), old, now);
    TestTree copy = old.copy(directory.resolve("copy"));
    tool.does("apply", copy.root(), out.path());
    assertEquals(now.read(), copy.read());
  }

  @Test
  void shouldMakeWhatAnAgentStagesAndCommits() throws Exception {
    AssignmentDirectory out = new AssignmentDirectory(directory.resolve("out"));
    tool.does("make", old.root(), now.root(), out.path());
    TrustedKeys key = TrustedKeys.of(KeyFile.loadPublic(out.key()));
    AssignmentHeader header;
    try (AssignmentReader reader = AssignmentReader.open(out.publish(), key)) {
      header = reader.header();
    }
    SiteDirectory site = SiteDirectory.under(directory.resolve("server"), header.hostedSite());
    Files.createDirectories(site.versions());
    old.copy(site.version(header.baseVersion()));
    try (OutputStream manifest =
        new BufferedOutputStream(Files.newOutputStream(site.manifest(header.baseVersion())))) {
      scan(old).writeTo(manifest);
    }
    new LiveSwitch(FileSystemOps.REAL, site).point(header.baseVersion(), OptionalLong.empty());
    try (ContentInterpreter agent = ContentInterpreter.open(site, key, CLOCK, 2)) {
      AssignmentOutcome staged = agent.carryOut(out.publish());
      assertEquals(Result.STAGED, staged.result(), staged.detail());
      AssignmentOutcome committed = agent.carryOut(out.commit());
      assertEquals(Result.COMMITTED, committed.result(), committed.detail());
    }
    assertEquals(now.read(), new TestTree(site.live().toRealPath()).read());
  }

  @Test
  void shouldMakeCommandsAndDataOfTheLengthsACcmMakes() throws Exception {
    AssignmentDirectory ofCcm =
        new AssignmentDirectory(TestTree.at(directory.resolve("ccm")).root());
    SigningKey key = SigningKey.generate();
    writeAsTheCcmDoes(ofCcm, key, old, now);
    AssignmentDirectory ofTool = new AssignmentDirectory(directory.resolve("out"));
    tool.does("make", old.root(), now.root(), ofTool.path());
    assertEquals(lengths(ofCcm), lengths(ofTool));
  }

  private static String lengths(AssignmentDirectory out) throws Exception {
    TrustedKeys key = TrustedKeys.of(KeyFile.loadPublic(out.key()));
    try (AssignmentReader reader = AssignmentReader.open(out.publish(), key)) {
      AssignmentHeader header = reader.header();
      return header.commandCount() + " " + header.commandBytes() + " " + header.dataBytes();
    }
  }
}
