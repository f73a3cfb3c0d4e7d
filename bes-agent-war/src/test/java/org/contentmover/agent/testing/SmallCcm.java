package org.contentmover.agent.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** The content side of a CCM: real assignments for one site, version after version. */
public final class SmallCcm implements Closeable {
  public static final HostedSite SITE = new HostedSite("www.example.com");

  private final Path directory;
  private final Clock clock;
  private final HostedSite site;
  private final ContentStore store;
  private final SigningKey key;
  private Manifest shadow = Manifest.EMPTY;
  private long shadowVersion;
  private long sequence;
  private long version;

  public SmallCcm(Path directory, Clock clock) throws IOException {
    this(
        Files.createDirectories(directory),
        clock,
        SITE,
        ContentStore.open(directory.resolve("store")),
        SigningKey.generate());
  }

  private SmallCcm(
      Path directory, Clock clock, HostedSite site, ContentStore store, SigningKey key) {
    this.directory = directory;
    this.clock = clock;
    this.site = site;
    this.store = store;
    this.key = key;
  }

  /** The same CCM, for another site; closed with this one. */
  public SmallCcm of(HostedSite other) {
    return new SmallCcm(directory, clock, other, store, key);
  }

  public SigningKey key() {
    return key;
  }

  /** Takes in a tree as the next version. */
  public WrittenAssignment publish(Path tree, String group) throws IOException, ScanFailure {
    Manifest target = takeIn(tree);
    AssignmentOrder order = order(AssignmentType.PUBLISH, group, shadowVersion);
    WrittenAssignment written = write(order, shadow, target);
    shadow = target;
    shadowVersion = version;
    return written;
  }

  /** Takes in a tree as the next version, of a group that builds upon nothing. */
  public WrittenAssignment publishWhole(Path tree, String group) throws IOException, ScanFailure {
    Manifest target = takeIn(tree);
    return write(order(AssignmentType.REPLICATE, group, 0), Manifest.EMPTY, target);
  }

  private Manifest takeIn(Path tree) throws IOException, ScanFailure {
    Manifest target = new TreeScanner(Clock.systemUTC()).takeOnce(tree, store);
    version++;
    return target;
  }

  private WrittenAssignment write(AssignmentOrder order, Manifest base, Manifest target)
      throws IOException {
    return new AssignmentWriter(store, key, DeltaProfile.DEFAULT)
        .write(file(order), order, base, target);
  }

  /** An order about the newest version. */
  public WrittenAssignment order(AssignmentType type, String group) throws IOException {
    AssignmentOrder order = order(type, group, 0);
    return new AssignmentWriter(store, key, DeltaProfile.DEFAULT)
        .writeOrder(file(order), order, ContentHash.NONE);
  }

  /** One order to make the newest versions of this site and another one live. */
  public WrittenAssignment jointCommit(String group, SmallCcm other) throws IOException {
    AssignmentId id = new AssignmentId(UUID.randomUUID());
    AssignmentOrder own = order(id, AssignmentType.COMMIT, group, 0);
    AssignmentOrder others = other.order(id, AssignmentType.COMMIT, group, 0);
    return new AssignmentWriter(store, key, DeltaProfile.DEFAULT)
        .writeJointCommit(file(own), Map.of(own, ContentHash.NONE, others, ContentHash.NONE));
  }

  private AssignmentOrder order(AssignmentType type, String group, long baseVersion) {
    return order(new AssignmentId(UUID.randomUUID()), type, group, baseVersion);
  }

  private AssignmentOrder order(
      AssignmentId id, AssignmentType type, String group, long baseVersion) {
    sequence++;
    return new AssignmentOrder(
        id,
        sequence,
        type,
        site,
        new ContentGroup(group),
        "run-1",
        baseVersion,
        version,
        clock.instant(),
        clock.instant().plus(Duration.ofHours(1)),
        Activation.COMMIT_ON_ORDER);
  }

  private Path file(AssignmentOrder order) {
    return directory.resolve(order.assignmentId() + ".assignment");
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
