package org.contentmover.gl.bare;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.engine.SegmentConnector;
import org.contentmover.gl.work.PooledThreads;

/**
 * Joins a segment, receives what is distributed into a directory, distributes a file when it leads,
 * and prints every event as one line: milliseconds since the start, event, name=value….
 *
 * <p>Ends when it has done what it was asked, or at SIGTERM after a clean leave.
 */
public final class BareMember implements GlListener {
  private static final Duration DEADLINE = Duration.ofHours(1);

  private final Options options;
  private final PrintStream out;
  private final SegmentConnector connector;
  private final long startNs = System.nanoTime();
  private final AtomicBoolean ordered = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();
  private final CountDownLatch finished = new CountDownLatch(1);

  private BareMember(Options options, SegmentConnector connector, PrintStream out) {
    this.options = options;
    this.connector = connector;
    this.out = out;
  }

  /** Runs until it has done what it was asked. */
  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    try (PooledThreads threads = new PooledThreads(options.settings().server(), 64)) {
      SegmentConnector connector = new SegmentConnector(threads);
      Runtime.getRuntime().addShutdownHook(new Thread(connector::leave));
      BareMember member = new BareMember(options, connector, System.out);
      member.join();
      member.finished.await();
      member.print("LEAVING counters=" + connector.segment().counters());
      connector.leave();
    } catch (IOException | ResourceException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void join() throws IOException, ResourceException {
    Files.createDirectories(options.spool());
    connector.activate(event -> event.accept(this));
    connector.publishFacts(ServerFacts.of("http://" + options.settings().server()));
    connector.join(options.settings());
    print("JOINED segment=" + options.settings().segment());
  }

  @Override
  public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
    print("OFFERED assignment=" + offer.assignmentId() + " bytes=" + offer.sizeBytes());
    boolean mine = options.file().isPresent() && offer.leader().equals(options.settings().server());
    if (mine) {
      reply.alreadyHave();
    } else {
      reply.receive(options.spool().resolve(offer.assignmentId().toString()));
    }
  }

  @Override
  public void assignmentReceived(ReceivedAssignment received) {
    print(
        "RECEIVED assignment="
            + received.assignmentId()
            + " bytes="
            + received.sizeBytes()
            + " file="
            + received.path());
    connector.report(
        new MemberReport(
            received.assignmentId(),
            Outcome.STAGED,
            "",
            received.sizeBytes(),
            0,
            System.currentTimeMillis()));
    oneMoreDone();
  }

  @Override
  public void rangesWanted(RangesWanted wanted) {
    print("WANTED assignment=" + wanted.assignmentId() + " ranges=" + wanted.ranges());
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    print(
        "LEADERSHIP role="
            + leadership.role()
            + " leader="
            + leadership.leader().orElse("-")
            + " epoch="
            + leadership.epoch());
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    List<String> members = snapshot.members().stream().map(Member::server).toList();
    print("SEGMENT members=" + String.join(",", members) + " lost=" + snapshot.lost());
    boolean complete = members.containsAll(options.participants());
    if (options.file().isPresent() && complete && ordered.compareAndSet(false, true)) {
      try {
        distribute();
      } catch (IOException | ResourceException e) {
        ordered.set(false);
        print("NOT-DISTRIBUTED " + e.getMessage());
      }
    }
  }

  private void distribute() throws IOException, ResourceException {
    Path file = options.file().orElseThrow();
    DistributionOrder order =
        new DistributionOrder(
            UUID.randomUUID(),
            file.getFileName().toString(),
            Files.size(file),
            sha256(file),
            options.participants(),
            options.participants().size(),
            options.settings().multicast().frameBytes(),
            options.rateBytesPerSecond(),
            "",
            "",
            Instant.now().plus(DEADLINE));
    print("DISTRIBUTING assignment=" + order.assignmentId() + " bytes=" + order.sizeBytes());
    connector.distribute(order, file);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    StringBuilder line = new StringBuilder("REPORTS assignment=").append(reports.assignmentId());
    reports
        .servers()
        .forEach(
            server ->
                line.append(' ')
                    .append(server.server())
                    .append('=')
                    .append(server.outcome().map(Outcome::name).orElse(server.state().name()))
                    .append(':')
                    .append(server.percent()));
    print(line + " final=" + reports.isFinal() + " problem=" + reports.problem());
    if (reports.isFinal()) {
      oneMoreDone();
    }
  }

  private void oneMoreDone() {
    if (done.incrementAndGet() == options.exitAfter()) {
      finished.countDown();
    }
  }

  private void print(String line) {
    out.println((System.nanoTime() - startNs) / 1_000_000 + " " + line);
  }
}
