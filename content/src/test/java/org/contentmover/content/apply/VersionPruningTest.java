package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old versions go when the policy of the server says so, and never half of one (CI-4, CI-5). */
class VersionPruningTest {
  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private SampleTree staging;
  private Server server;
  private final MovedClock clock = new MovedClock();
  private Manifest first;
  private Manifest last;

  @BeforeEach
  void begin() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging"));
    server = Server.under(directory.resolve("server"));
    last = Manifest.EMPTY;
  }

  @AfterEach
  void end() throws Exception {
    publisher.close();
  }

  private ContentInterpreter open(VersionPolicy policy, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        server.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        clock,
        policy,
        ops,
        Surroundings.noneOn("this server"));
  }

  private void publishAndCommit(ContentInterpreter interpreter, long version) throws Exception {
    staging.file("index.html", "version " + version).file("old-" + version, "only for a while");
    AssignmentOutcome staged =
        interpreter.carryOut(publisher.publish(last, version - 1, staging.root(), version).file());
    assertTrue(staged.succeeded(), staged.detail());
    AssignmentOutcome committed =
        interpreter.carryOut(publisher.order(AssignmentType.COMMIT, version).file());
    assertTrue(committed.succeeded(), committed.detail());
    last = Publisher.scan(staging.root());
    first = version == 1 ? last : first;
  }

  /** The first ones of a site. */
  private void publishAndCommitUpTo(ContentInterpreter interpreter, long last) throws Exception {
    for (long version = 1; version <= last; version++) {
      publishAndCommit(interpreter, version);
    }
  }

  private Set<String> versions() throws IOException {
    return server.versionNames().stream()
        .filter(it -> !it.contains("."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldPruneWhatWasLiveLongAgoAndNothingThatIsNeeded() throws Exception {
    VersionPolicy policy = new VersionPolicy(100, Duration.ofDays(30), 0);
    try (ContentInterpreter interpreter = open(policy, FaultyFileSystem.sound())) {
      publishAndCommitUpTo(interpreter, 3);
      clock.moveTo(Duration.ofMinutes(30));
      publishAndCommit(interpreter, 4);
      interpreter.carryOut(publisher.publish(last, 4, staging.root(), 5).file());

      clock.moveTo(Duration.ofDays(30));
      interpreter.prune();
      assertEquals(Set.of("1", "2", "3", "4", "5"), versions());
      clock.moveTo(Duration.ofDays(30).plusMinutes(1));
      interpreter.prune();
      assertEquals(Set.of("3", "4", "5"), versions(), "live, backup, staged");
      clock.moveTo(Duration.ofDays(3_000));
      interpreter.prune();
      assertEquals(Set.of("3", "4", "5"), versions());
      assertEquals(new SiteStatus(4, 5, 3, null), interpreter.status());
    }
  }

  @Test
  void shouldKeepAVersionAsLongAsItIsAllowedAfterItWasLiveForLong() throws Exception {
    VersionPolicy policy = new VersionPolicy(100, Duration.ofMinutes(20), 0);
    try (ContentInterpreter interpreter = open(policy, FaultyFileSystem.sound())) {
      publishAndCommitUpTo(interpreter, 2);
      clock.moveTo(Duration.ofMinutes(50));
      publishAndCommit(interpreter, 3);
      publishAndCommit(interpreter, 4);
      interpreter.prune();
      assertEquals(Set.of("2", "3", "4"), versions(), "2 was live a moment ago");
    }
  }

  @Test
  void shouldPruneTheOldestUntilEnoughOfTheFileSystemIsFree() throws Exception {
    DiskOfVersions disk = new DiskOfVersions(server.site().versions(), 10);
    VersionPolicy policy = new VersionPolicy(100, Duration.ZERO, 40);
    try (ContentInterpreter interpreter = open(policy, disk)) {
      publishAndCommitUpTo(interpreter, 6);
      assertEquals(Set.of("1", "2", "3", "4", "5", "6"), versions());
      disk.shrinkTo(7);
      interpreter.prune();
      assertEquals(Set.of("3", "4", "5", "6"), versions(), "3 of 7 are free");
      disk.shrinkTo(2);
      interpreter.prune();
      assertEquals(Set.of("5", "6"), versions(), "live and backup");
    }
  }

  @Test
  void shouldPruneTheOldestWhenANewVersionWouldNotFit() throws Exception {
    DiskOfVersions disk = new DiskOfVersions(server.site().versions(), 4);
    try (ContentInterpreter interpreter = open(VersionPolicy.ofCount(100), disk)) {
      publishAndCommitUpTo(interpreter, 4);
      interpreter.prune();
      assertEquals(Set.of("1", "2", "3", "4"), versions(), "nothing is about to be written");
      publishAndCommit(interpreter, 5);
      assertEquals(Set.of("2", "3", "4", "5"), versions());
      disk.shrinkTo(2);
      AssignmentOutcome refused =
          interpreter.carryOut(publisher.publish(last, 5, staging.root(), 6).file());
      assertEquals(RefusalReason.NO_SPACE, refused.reason());
      assertEquals(Set.of("4", "5"), versions(), "live and backup");
    }
  }

  @Test
  void shouldKeepWhatAVersionIsBuiltUponWhileItIsReceived() throws Exception {
    VersionPolicy policy = new VersionPolicy(100, Duration.ofDays(1), 0);
    try (ContentInterpreter interpreter = open(policy, FaultyFileSystem.sound())) {
      publishAndCommitUpTo(interpreter, 4);
      staging.file("more.txt", "more");
      Arriving arriving =
          new Arriving(publisher.publish(first, 1, staging.root(), 5), directory.resolve("spool"));
      arriving.arriveUpTo(arriving.pieces());
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);

      clock.moveTo(Duration.ofDays(2));
      interpreter.prune();

      assertEquals(Set.of("1", "3", "4"), versions());
      interpreter.abandon(arriving.id());
      interpreter.prune();
      assertEquals(Set.of("3", "4"), versions());
    }
  }

  private static List<VersionPolicy> policies() {
    return List.of(
        VersionPolicy.ofCount(2),
        new VersionPolicy(100, Duration.ofDays(1), 0),
        new VersionPolicy(100, Duration.ZERO, 10));
  }

  /** What is to be kept may be more after the crash: what was to go stays, or is gone. */
  @ParameterizedTest
  @MethodSource("policies")
  void shouldNeverKeepHalfOfAVersionThatACrashFoundBeingDeleted(VersionPolicy policy)
      throws Exception {
    Server before = Server.under(directory.resolve("before"));
    server = before;
    VersionPolicy all = VersionPolicy.ofCount(100);
    try (ContentInterpreter interpreter = open(all, FaultyFileSystem.sound())) {
      publishAndCommitUpTo(interpreter, 3);
    }
    clock.moveTo(Duration.ofDays(2));
    boolean crashed = true;
    int gone = 0;
    for (int n = 1; crashed; n++) {
      server = SiteLife.copy(before, directory.resolve("run-" + n));
      FaultyFileSystem faulty =
          FaultyFileSystem.losingAllAt(n, n, directory.resolve("kept")).withUsableBytes(1_000);
      crashed = false;
      try {
        open(policy, faulty).close();
      } catch (SimulatedCrash e) {
        crashed = true;
      } finally {
        faulty.settle();
      }
      open(all, FaultyFileSystem.sound()).close();
      Set<String> names = server.versionNames();
      if (names.contains("1")) {
        assertTrue(names.contains("1.manifest"), names + " after a crash at operation " + n);
        assertEquals(first, server.versionTree(1), "after a crash at operation " + n);
      } else {
        assertEquals(Set.of("2", "2.manifest", "3", "3.manifest"), names, "operation " + n);
        gone++;
      }
    }
    assertTrue(gone > 3, "only " + gone + " crashes while it was deleted");
  }

  /** Goes on when told. */
  private static final class MovedClock extends Clock {
    private Clock now = Publisher.CLOCK;

    void moveTo(Duration later) {
      now = Clock.offset(Publisher.CLOCK, later);
    }

    @Override
    public Instant instant() {
      return now.instant();
    }

    @Override
    public ZoneId getZone() {
      return now.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return now.withZone(zone);
    }
  }

  /** Room for some versions, of a megabyte each. */
  private static final class DiskOfVersions extends DelegatingFileSystem {
    private static final long VERSION_BYTES = 1_000_000;
    private final Path versions;
    private long places;

    DiskOfVersions(Path versions, int places) {
      this.versions = versions;
      this.places = places;
    }

    void shrinkTo(int newPlaces) {
      places = newPlaces;
    }

    @Override
    public long usableBytes(Path path) throws IOException {
      try (Stream<Path> all = Files.list(versions)) {
        long used = all.filter(Files::isDirectory).count();
        return Math.max(0, (places - used) * VERSION_BYTES);
      }
    }

    @Override
    public long sizeBytes(Path path) {
      return places * VERSION_BYTES;
    }
  }
}
