package org.contentmover.system.webserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** A site on this machine: what a CCM and an agent do with it, without the way between them. */
final class PublishedSite implements AutoCloseable {
  private static final HostedSite SITE = new HostedSite("www.example.com");
  private static final ContentGroup GROUP = new ContentGroup("all");

  private final Clock clock = Clock.systemUTC();
  private final SigningKey key = SigningKey.generate();
  private final Path directory;
  private final ContentStore store;
  private final AssignmentWriter writer;
  private final ContentInterpreter interpreter;
  private final List<HookCall> hooks;
  private Manifest live = Manifest.EMPTY;
  private long version;
  private long sequence;

  PublishedSite(Path directory) throws IOException {
    this(directory, InstalledHooks.noneOn("localhost"), Optional.empty(), List.of());
  }

  /**
   * One on a server with hooks.
   *
   * @param switchHook the server's own
   * @param hooks which a publish has run
   */
  PublishedSite(
      Path directory, InstalledHooks installed, Optional<String> switchHook, List<HookCall> hooks)
      throws IOException {
    this.directory = directory;
    this.hooks = hooks;
    store = ContentStore.open(directory.resolve("store"));
    writer = new AssignmentWriter(store, key, DeltaProfile.DEFAULT);
    interpreter =
        ContentInterpreter.open(
            SiteDirectory.under(directory.resolve("sites"), SITE),
            TrustedKeys.of(key.publicKey()),
            PublisherPins.NONE,
            clock,
            VersionPolicy.ofCount(2),
            FileSystemOps.REAL,
            new Surroundings(
                installed,
                switchHook,
                new ConfigurationFiles("localhost", Map.of()),
                Unsealing.NONE));
  }

  /** The document root. */
  Path documentRoot() {
    return SiteDirectory.under(directory.resolve("sites"), SITE).live();
  }

  /** Stages a tree. */
  void stage(Path tree) throws IOException, ScanFailure {
    Manifest target = new TreeScanner(clock).takeOnce(tree, store);
    carryOut(order(AssignmentType.PUBLISH, version, version + 1), live, target, Result.STAGED);
    live = target;
    version++;
  }

  /** Switches to what was staged last. */
  void commit() throws IOException {
    Path file = directory.resolve("commit");
    writer.writeOrder(file, order(AssignmentType.COMMIT, 0, version), ContentHash.NONE);
    require(interpreter.carryOut(file), Result.COMMITTED);
  }

  private void carryOut(AssignmentOrder order, Manifest base, Manifest target, Result expected)
      throws IOException {
    Path file = directory.resolve("assignment");
    writer.write(file, order, base, target);
    require(interpreter.carryOut(file), expected);
    Files.delete(file);
  }

  private static void require(AssignmentOutcome outcome, Result expected) {
    if (outcome.result() != expected) {
      throw new AssertionError(outcome);
    }
  }

  private AssignmentOrder order(AssignmentType type, long base, long target) {
    sequence++;
    return new AssignmentOrder(
            new AssignmentId(UUID.randomUUID()),
            sequence,
            type,
            SITE,
            GROUP,
            "run-1",
            base,
            target,
            clock.instant(),
            clock.instant().plus(Duration.ofHours(1)),
            Activation.COMMIT_ON_ORDER)
        .withHooks(hooks);
  }

  @Override
  public void close() throws IOException {
    interpreter.close();
    store.close();
  }
}
