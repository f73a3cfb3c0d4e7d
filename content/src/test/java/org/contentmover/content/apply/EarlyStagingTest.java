package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.fixture.Arriving;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Assignments that are staged while they are being received: whatever comes in whatever order, and
 * whatever happens meanwhile, what is staged in the end is what is signed, or nothing is.
 */
class EarlyStagingTest {
  /** For the site itself. */
  private static final long SPARE_BYTES = 1 << 16;

  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree staging;
  private Manifest first;
  private Manifest second;
  private WrittenAssignment publish1;
  private WrittenAssignment commit1;
  private WrittenAssignment publish2;
  private WrittenAssignment commit2;
  private Server server;

  @BeforeEach
  void writeAssignments() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging"));
    byte[] large = new byte[300_000];
    new Random(5).nextBytes(large);
    staging
        .file("index.html", "one")
        .file("a/same.txt", "same")
        .file("a/gone.txt", "gone")
        .file("photo.jpg", new byte[] {1, 2, 3})
        .file("empty", "")
        .symlink("link", "index.html");
    first = Publisher.scan(staging.root());
    publish1 = publisher.publish(Manifest.EMPTY, 0, staging.root(), 1);
    commit1 = publisher.order(AssignmentType.COMMIT, 1);
    staging
        .file("index.html", "two")
        .delete("a/gone.txt")
        .file("movie.mp4", large)
        .file("log.txt", "line\n".repeat(60_000))
        .file("b/picture.png", new byte[] {4, 5});
    second = Publisher.scan(staging.root());
    publish2 = publisher.publish(first, 1, staging.root(), 2);
    commit2 = publisher.order(AssignmentType.COMMIT, 2);
    server = Server.under(directory.resolve("server"));
  }

  @AfterEach
  void close() throws Exception {
    publisher.close();
  }

  @Test
  void shouldStageInWhateverOrderTheBytesCome() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Server it = Server.under(directory.resolve("order-" + seed));
      Arriving arriving = new Arriving(publish2, directory.resolve("spool-" + seed));
      try (ContentInterpreter interpreter = open(it, FaultyFileSystem.sound())) {
        carryOut(interpreter, publish1, commit1);
        for (int piece : arriving.shuffled(seed)) {
          arriving.arrive(piece);
          interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
        }
        requireBuilt(it, "seed " + seed);
        AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
        assertEquals(AssignmentOutcome.Result.STAGED, outcome.result(), "seed " + seed);
        carryOut(interpreter, commit2);
      }
      assertEquals(second, it.liveTree(), "seed " + seed);
      requireNothingEarly(it);
    }
  }

  /** All files are there before the assignment is carried out; nothing of it counts yet. */
  private static void requireBuilt(Server server, String when) throws IOException {
    for (String path : List.of("index.html", "movie.mp4", "log.txt", "b/picture.png", "empty")) {
      assertTrue(Files.exists(server.site().early().resolve(path)), path + " is late, " + when);
    }
    assertEquals(Set.of("1", "1.manifest"), server.versionNames(), when);
    assertEquals("versions/1", server.liveTarget(), when);
  }

  /** What is said to be there may be in memory still: the file has other bytes. */
  @Test
  void shouldTakeNoBytesForContentThatAreNot() throws Exception {
    Arriving arriving = new Arriving(publish1, directory.resolve("spool"));
    try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
      interpreter.prepare(arriving.id(), arriving.file(), (offset, length) -> true);
      requireNothingEarly(server);
      arriving.arriveUpTo(arriving.pieces() - 1);
      interpreter.prepare(arriving.id(), arriving.file(), (offset, length) -> true);
      arriving.arriveUpTo(arriving.pieces());
      carryOut(interpreter, arriving.file(), commit1);
    }
    assertEquals(first, server.liveTree());
  }

  @Test
  void shouldLeaveNothingOfAnAssignmentThatIsWrongInTheEnd() throws Exception {
    Arriving arriving = new Arriving(publish2, directory.resolve("spool"));
    try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
      carryOut(interpreter, publish1, commit1);
      arriving.arriveUpTo(arriving.pieces() - 1);
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
      assertTrue(Files.exists(server.site().early()));
      AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
      assertEquals(RefusalReason.CORRUPT, outcome.reason(), outcome.detail());
      assertEquals(AssignmentOutcome.Result.FAILED, outcome.result());
      assertEquals(Set.of("1", "1.manifest"), server.versionNames());
      requireNothingEarly(server);
      carryOut(interpreter, publish2, commit2);
    }
    assertEquals(second, server.liveTree());
  }

  @Test
  void shouldForgetWhatIsNotReceivedAnyMore() throws Exception {
    Arriving arriving = new Arriving(publish1, directory.resolve("spool"));
    try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
      arriving.arriveUpTo(arriving.pieces());
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
      assertTrue(Files.exists(server.site().early()));
      interpreter.abandon(arriving.id());
      requireNothingEarly(server);
    }
  }

  @Test
  void shouldGiveWayToOtherWorkOnTheSite() throws Exception {
    Arriving arriving = new Arriving(publish2, directory.resolve("spool"));
    try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
      carryOut(interpreter, publish1);
      // Its base is staged, not live: the commit comes between.
      arriving.arriveUpTo(arriving.pieces());
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
      carryOut(interpreter, commit1);
      requireNothingEarly(server);
      assertEquals(first, server.liveTree());
      carryOut(interpreter, arriving.file(), commit2);
    }
    assertEquals(second, server.liveTree());
  }

  @Test
  void shouldPrepareOneAssignmentAtATime() throws Exception {
    WrittenAssignment other =
        publisher.publish(first, 1, staging.file("index.html", "three").root(), 3);
    Arriving one = new Arriving(publish2, directory.resolve("spool"));
    Arriving two = new Arriving(other, directory.resolve("spool-of-other"));
    try (ContentInterpreter interpreter = open(server, FaultyFileSystem.sound())) {
      carryOut(interpreter, publish1, commit1);
      one.arriveUpTo(one.pieces() - 1);
      two.arriveUpTo(two.pieces());
      interpreter.prepare(one.id(), one.file(), one::has);
      interpreter.prepare(two.id(), two.file(), two::has);
      carryOut(interpreter, two.file(), publisher.order(AssignmentType.COMMIT, 3));
      assertEquals(Publisher.scan(staging.root()), server.liveTree());
      one.arriveUpTo(one.pieces());
      AssignmentOutcome late = interpreter.carryOut(one.file());
      assertEquals(RefusalReason.OLD_SEQUENCE, late.reason(), late.detail());
    }
    requireNothingEarly(server);
  }

  @Test
  void shouldTellOfAFullDiskWhenAllHasCome() throws Exception {
    Arriving arriving = new Arriving(publish1, directory.resolve("spool"));
    try (ContentInterpreter interpreter =
        open(server, FaultyFileSystem.sound().withUsableBytes(100))) {
      arriving.arriveUpTo(arriving.pieces());
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
      requireNothingEarly(server);
      AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
      assertEquals(RefusalReason.NO_SPACE, outcome.reason(), outcome.detail());
    }
  }

  /** What was built takes room, and needs none once more (CM-6). */
  @Test
  void shouldNeedNoMoreRoomThanIsRequired() throws Exception {
    SampleTree many = SampleTree.at(directory.resolve("many"));
    for (int i = 0; i < 300; i++) {
      many.file(i % 20 + "/" + i + ".txt", Integer.toString(i).repeat(150));
    }
    for (int i = 0; i < 50; i++) {
      many.symlink("links/" + i, "../" + i % 20 + "/" + i + ".txt");
    }
    WrittenAssignment publish = publisher.publish(Manifest.EMPTY, 0, many.root(), 3);
    Arriving arriving = new Arriving(publish, directory.resolve("spool"));
    for (int arrived = 0; arrived <= arriving.pieces(); arrived++) {
      Server it = Server.under(directory.resolve("room-" + arrived));
      SmallDisk disk =
          new SmallDisk(it.site().path(), publish.header().requiredBytes() + SPARE_BYTES);
      arriving.shuffled(arrived);
      arriving.arriveUpTo(arrived);
      try (ContentInterpreter interpreter = open(it, disk)) {
        interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
        arriving.arriveUpTo(arriving.pieces());
        carryOut(interpreter, arriving.file());
      }
      assertEquals(Publisher.scan(many.root()), it.versionTree(3));
    }
  }

  /** All of it is for one site. */
  private static final class SmallDisk extends DelegatingFileSystem {
    private static final long BLOCK_BYTES = 4096;
    private final Path site;
    private final long sizeBytes;

    SmallDisk(Path site, long sizeBytes) {
      this.site = site;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public long usableBytes(Path path) throws IOException {
      try (Stream<Path> all = Files.walk(site)) {
        return sizeBytes - all.mapToLong(SmallDisk::blocks).sum() * BLOCK_BYTES;
      }
    }

    private static long blocks(Path path) {
      try {
        FileStamp stamp = FileStamp.of(path);
        return stamp.isRegularFile() ? (stamp.sizeBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES : 1;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void shouldSurviveACrashAtEveryStep() throws Exception {
    sweepCrashes(FaultyFileSystem::crashingAt);
  }

  @Test
  void shouldSurviveALossOfPowerAtEveryStep() throws Exception {
    sweepCrashes(FaultyFileSystem::losingPowerAt);
  }

  private void sweepCrashes(LongFunction<FaultyFileSystem> fault) throws Exception {
    Arriving arriving = new Arriving(publish2, directory.resolve("spool"));
    for (long step = 1; ; step++) {
      Server it = prepared("crash-" + step);
      boolean crashed = !receiveAndCarryOut(it, arriving, fault.apply(step));
      assertTrue(
          List.of(first, second).contains(TreeReading.read(it.site().live().toRealPath())),
          "live is neither the old nor the new version after a crash at step " + step);
      try (ContentInterpreter interpreter = open(it, FaultyFileSystem.sound())) {
        requireNothingEarly(it);
        carryOut(interpreter, publish2, commit2);
      }
      requireEnd(it, "after a crash at step " + step);
      if (!crashed) {
        assertTrue(step > 40, "only " + step + " steps: the sweep does not see them");
        return;
      }
    }
  }

  @Test
  void shouldSurviveAFullDiskAtEveryStep() throws Exception {
    Arriving arriving = new Arriving(publish2, directory.resolve("spool"));
    for (long step = 1; ; step++) {
      Server it = prepared("full-" + step);
      FaultyFileSystem full =
          FaultyFileSystem.failingAt(step, () -> new IOException("No space left on device"))
              .forWantOfRoom();
      try (ContentInterpreter interpreter = openAtLast(it, full)) {
        receive(interpreter, arriving);
        AssignmentOutcome outcome = interpreter.carryOut(arriving.file());
        if (!outcome.succeeded()) {
          assertEquals(RefusalReason.NO_SPACE, outcome.reason(), outcome.detail());
          outcome = interpreter.carryOut(arriving.file());
        }
        assertTrue(outcome.succeeded(), outcome.detail());
        interpreter.carryOut(commit2.file());
        carryOut(interpreter, commit2);
      }
      requireEnd(it, "after a full disk at step " + step);
      if (!full.hasFailed()) {
        return;
      }
    }
  }

  private void requireEnd(Server it, String when) throws Exception {
    assertEquals(second, it.liveTree(), when);
    assertEquals(Set.of("1", "1.manifest", "2", "2.manifest"), it.versionNames(), when);
    requireNothingEarly(it);
    Trees.deleteRecursively(FileSystemOps.REAL, it.site().path());
  }

  private Server prepared(String name) throws IOException {
    Server it = Server.under(directory.resolve(name));
    try (ContentInterpreter interpreter = open(it, FaultyFileSystem.sound())) {
      carryOut(interpreter, publish1, commit1);
    }
    return it;
  }

  /** False when the process died. */
  private boolean receiveAndCarryOut(Server it, Arriving arriving, FaultyFileSystem faulty)
      throws IOException {
    try (ContentInterpreter interpreter = open(it, faulty)) {
      receive(interpreter, arriving);
      interpreter.carryOut(arriving.file());
      interpreter.carryOut(commit2.file());
      return true;
    } catch (SimulatedCrash e) {
      return false;
    } finally {
      faulty.settle();
    }
  }

  private static void receive(ContentInterpreter interpreter, Arriving arriving)
      throws IOException {
    for (int piece : arriving.shuffled(11)) {
      arriving.arrive(piece);
      interpreter.prepare(arriving.id(), arriving.file(), arriving::has);
    }
  }

  private static void requireNothingEarly(Server it) {
    assertFalse(Files.exists(it.site().early()), it.site().early() + " is still there");
  }

  private static void carryOut(ContentInterpreter interpreter, Object... assignments) {
    for (Object it : assignments) {
      Path file = it instanceof WrittenAssignment written ? written.file() : (Path) it;
      AssignmentOutcome outcome = interpreter.carryOut(file);
      assertTrue(outcome.succeeded(), outcome.detail());
    }
  }

  private ContentInterpreter openAtLast(Server it, FaultyFileSystem ops) throws IOException {
    try {
      return open(it, ops);
    } catch (IOException e) {
      return open(it, ops);
    }
  }

  private ContentInterpreter open(Server it, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        it.site(), TrustedKeys.of(publisher.key().publicKey()), Publisher.CLOCK, 2, ops);
  }
}
