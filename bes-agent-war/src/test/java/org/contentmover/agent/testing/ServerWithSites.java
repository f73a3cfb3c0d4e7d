package org.contentmover.agent.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.site.Sites;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.MemberReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that carries real assignments out with the real interpreter. */
public abstract class ServerWithSites {
  @TempDir protected Path directory;
  protected final MutableClock clock = new MutableClock();
  protected final ManualExecutor threads = new ManualExecutor();
  protected SmallCcm ccm;
  protected Path root;
  protected Path tree;
  protected Sites sites;
  private Assignments assignments;
  private AssignmentWork work;

  @BeforeEach
  protected void begin() throws Exception {
    ccm = new SmallCcm(directory.resolve("ccm"), clock);
    root = Files.createDirectories(directory.resolve("root"));
    tree = Files.createDirectories(directory.resolve("staging"));
    open();
  }

  @AfterEach
  protected void stop() throws IOException {
    sites.close();
    ccm.close();
  }

  /** As when the server starts. */
  protected void open() throws IOException {
    TrustedKeys keys = TrustedKeys.of(ccm.key().publicKey());
    sites = Configurations.sites(directory, keys, clock, threads);
    CompletableFuture<Void> opened = sites.openAll();
    threads.runAll();
    assertTrue(opened.isDone());
    assignments = Assignments.open(root, directory.resolve("state"), clock);
    work =
        new AssignmentWork(
            new ServerName(FakeSegment.SELF), assignments, sites, keys, threads, clock, it -> {});
  }

  /** As when all of it has been received. */
  protected MemberReport carryOut(WrittenAssignment written) throws IOException {
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
