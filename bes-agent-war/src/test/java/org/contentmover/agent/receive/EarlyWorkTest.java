package org.contentmover.agent.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.site.Sites;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.ManualExecutor;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.agent.testing.SmallCcm;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real assignments of some mebibytes, staged while they come. */
class EarlyWorkTest {
  private static final String FIRST = "a/first.jpg";
  private static final String LAST = "z/last.jpg";

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final ManualExecutor threads = new ManualExecutor();
  private final FakeSegment segment = new FakeSegment();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private boolean rejects;
  private SmallCcm ccm;
  private Sites sites;
  private Assignments assignments;
  private EarlyWork early;
  private WrittenAssignment written;
  private UUID id;
  private byte[] bytes;
  private Path site;

  @BeforeEach
  void start() throws Exception {
    ccm = new SmallCcm(directory.resolve("ccm"), clock);
    Path tree = directory.resolve("staging");
    for (String name : new String[] {FIRST, LAST}) {
      byte[] content = new byte[900_000];
      new Random(name.hashCode()).nextBytes(content);
      Files.createDirectories(tree.resolve(name).getParent());
      Files.write(tree.resolve(name), content);
    }
    written = ccm.publish(tree, "all");
    id = written.header().assignmentId().value();
    bytes = Files.readAllBytes(written.file());
    Path root = Files.createDirectories(directory.resolve("root"));
    site = root.resolve("www.example.com");
    TrustedKeys keys = TrustedKeys.of(ccm.key().publicKey());
    sites = Configurations.sites(directory, keys, clock, threads);
    assignments = Assignments.open(root, directory.resolve("state"), clock);
    early = new EarlyWork(assignments, sites, segment, keys, this::after);
    assignments.add(
        AssignmentRecord.heardOf(
            id, "publish", written.sizeBytes(), written.sha256().hex(), clock.instant()));
    segment.gaps.put(id, List.of(new ByteRange(0, bytes.length)));
    early.begin(assignments.record(id).orElseThrow());
  }

  @AfterEach
  void stop() throws Exception {
    sites.close();
    ccm.close();
  }

  private void after(Duration wait, Runnable action) {
    if (rejects) {
      throw new RejectedExecutionException("no threads");
    }
    later.add(action);
  }

  /** The spool file has its full size, and these bytes. */
  private void arrive(long from, long to) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(assignments.file(id).toFile(), "rw")) {
      file.setLength(bytes.length);
      file.seek(from);
      file.write(bytes, (int) from, (int) (to - from));
    }
  }

  private void look() {
    later.remove().run();
    threads.runAll();
  }

  @Test
  void shouldStageWhatHasCome() throws Exception {
    look();
    assertFalse(Files.exists(site));
    arrive(0, bytes.length - 10);
    segment.gaps.put(id, List.of(new ByteRange(bytes.length - 10, 10)));
    look();
    assertTrue(Files.exists(site.resolve("early").resolve(FIRST)));
    assertFalse(Files.exists(site.resolve("early").resolve(LAST)));
    assertFalse(Files.exists(site.resolve("versions/1")));

    arrive(bytes.length - 10, bytes.length);
    segment.gaps.put(id, List.of());
    look();
    assertTrue(Files.exists(site.resolve("early").resolve(LAST)));

    assignments.change(id, record -> record.withComplete(true));
    new AssignmentWork(
            new ServerName("boston-1"),
            assignments,
            sites,
            TrustedKeys.of(ccm.key().publicKey()),
            threads,
            clock,
            record -> {})
        .carryOut(id);
    threads.runAll();
    assertTrue(Files.exists(site.resolve("versions/1").resolve(LAST)));
    assertFalse(Files.exists(site.resolve("early")));
    look();
    assertEquals(0, later.size());
  }

  @Test
  void shouldForgetWhatIsNotReceivedAnyMore() throws Exception {
    arrive(0, bytes.length - 10);
    segment.gaps.put(id, List.of(new ByteRange(bytes.length - 10, 10)));
    look();
    assertTrue(Files.exists(site.resolve("early")));
    segment.gaps.remove(id);
    look();
    assertFalse(Files.exists(site.resolve("early")));
    assertEquals(0, later.size());
  }

  @Test
  void shouldForgetWhatHasFailedMeanwhile() throws Exception {
    arrive(0, bytes.length - 10);
    segment.gaps.put(id, List.of(new ByteRange(bytes.length - 10, 10)));
    look();
    assertTrue(Files.exists(site.resolve("early")));
    assignments.change(
        id,
        record ->
            record.withResult(new MemberReport(id, Outcome.FAILED, "gone", 0, 0, clock.millis())));
    look();
    assertFalse(Files.exists(site.resolve("early")));
    assertEquals(0, later.size());
  }

  @Test
  void shouldBeginAgainAfterNoThreadWasFree() {
    rejects = true;
    look();
    assertEquals(0, later.size());
    rejects = false;
    early.begin(assignments.record(id).orElseThrow());
    assertEquals(1, later.size());
  }

  @Test
  void shouldLookAtEachAssignmentOnce() {
    early.begin(assignments.record(id).orElseThrow());
    assertEquals(1, later.size());
  }
}
