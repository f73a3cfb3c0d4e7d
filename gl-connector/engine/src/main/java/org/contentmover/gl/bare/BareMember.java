package org.contentmover.gl.bare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.FetchReply;
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
import org.contentmover.gl.engine.Openers;
import org.contentmover.gl.engine.SegmentConnector;
import org.contentmover.gl.work.PooledThreads;

/**
 * Joins a segment, receives what is distributed into a directory, distributes files when it leads,
 * and prints every event as one line: the time, the event, name=value….
 *
 * <p>Ends when it has done what it was asked, or at SIGTERM after a clean leave. Events arrive on
 * the connector's threads, commands on the caller's.
 */
public final class BareMember implements GlListener {
  private static final Duration DEADLINE = Duration.ofHours(1);

  /** What becomes of a received assignment; called on one of the connector's threads. */
  public interface Carrying {
    /** Carries it out and returns how that ended. */
    Carried carryOut(ReceivedAssignment received) throws IOException;

    /**
     * It is going to be received.
     *
     * @param file where its bytes will be; it has its full size once some are there
     * @param missing asks which bytes lack; empty when it is not received any more
     */
    default void receiving(
        UUID assignment, Path file, Supplier<Optional<List<ByteRange>>> missing) {}
  }

  /**
   * How it ended.
   *
   * @param outcome goes to the leader
   * @param note goes to the leader as the reason, and into the event; name=value… by custom
   */
  public record Carried(Outcome outcome, String note) {}

  private final Options options;
  private final EventLines events;
  private final Carrying carrying;
  private final SegmentConnector connector;
  private final AtomicBoolean ordered = new AtomicBoolean();
  private final AtomicInteger done = new AtomicInteger();
  private final CountDownLatch finished = new CountDownLatch(1);

  /**
   * Joins nothing yet.
   *
   * @param threads lent to the connector
   * @param events where its lines go
   * @param carrying what becomes of what it receives
   */
  public BareMember(Options options, PooledThreads threads, EventLines events, Carrying carrying)
      throws IOException {
    this.options = options;
    this.events = events;
    this.carrying = carrying;
    connector =
        options.record().isEmpty()
            ? new SegmentConnector(threads)
            : recorded(threads, new PrintStream(options.record().get().toFile(), US_ASCII));
  }

  private static SegmentConnector recorded(PooledThreads threads, PrintStream record) {
    return new SegmentConnector(
        threads, settings -> new RecordedCarriers(Openers.of(settings), record));
  }

  /** Runs until it has done what it was asked. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.parseOrExit(arguments);
    run(options, Commands::new, received -> new Carried(Outcome.STAGED, ""));
  }

  /** Makes what understands the commands of one member. */
  public interface CommandsOf {
    /** The commands that this member is given on standard input. */
    Commands of(BareMember member, EventLines events);
  }

  /**
   * Runs one member until it has done what it was asked; prints its events on standard output.
   *
   * @param commands read from standard input when the options say so
   * @param carrying what becomes of what it receives
   */
  public static void run(Options options, CommandsOf commands, Carrying carrying)
      throws InterruptedException {
    PrintStream out = System.out;
    try (PooledThreads threads = new PooledThreads(options.settings().server(), 64)) {
      EventLines events = new EventLines(out);
      events.alsoLog(options.logLevel());
      BareMember member = new BareMember(options, threads, events, carrying);
      Runtime.getRuntime().addShutdownHook(new Thread(member.connector::leave));
      member.join();
      if (options.commanded()) {
        Thread reader = new Thread(() -> commands.of(member, events).read(System.in), "commands");
        reader.setDaemon(true);
        reader.start();
      }
      member.finished.await();
      events.print("LEAVING counters=" + member.connector.segment().counters());
      member.connector.leave();
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
    events.print("JOINED segment=" + options.settings().segment());
  }

  /** Ends this member: {@link #run} returns after a clean leave. */
  public void end() {
    finished.countDown();
  }

  /** Moves the segment to another control channel; only a leader can (EL-9). */
  public void moveControlChannel(String group, int port) throws ResourceException {
    connector.moveControlChannel(group, port);
  }

  /** What the connector knows now. */
  public SegmentSnapshot segment() {
    return connector.segment();
  }

  /**
   * Distributes a file to the participants of the options.
   *
   * @param sha256 of the whole file; whoever orders a distribution knows it
   */
  public void distribute(UUID assignment, Path file, String sha256)
      throws IOException, ResourceException {
    DistributionOrder order =
        new DistributionOrder(
            assignment,
            file.getFileName().toString(),
            Files.size(file),
            sha256,
            options.participants(),
            options.quorum(),
            options.settings().multicast().frameBytes(),
            options.rateBytesPerSecond(),
            "",
            options.sourceUrl(),
            Instant.now().plus(DEADLINE));
    events.print("DISTRIBUTING assignment=" + assignment + " bytes=" + order.sizeBytes());
    connector.distribute(order, file);
    // A leader is not offered what it distributes; it reports like any other.
    report(assignment, order.sizeBytes(), new Carried(Outcome.STAGED, ""));
  }

  /** Calls off what this member distributes; what servers have received they keep. */
  public void cancel(UUID assignment) {
    connector.cancel(assignment);
  }

  @Override
  public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
    events.print("OFFERED assignment=" + offer.assignmentId() + " bytes=" + offer.sizeBytes());
    if (offer.leader().equals(options.settings().server())) {
      reply.alreadyHave();
    } else {
      UUID assignment = offer.assignmentId();
      Path file = options.spool().resolve(assignment.toString());
      reply.receive(file);
      carrying.receiving(assignment, file, () -> connector.missing(assignment));
    }
  }

  @Override
  public void assignmentReceived(ReceivedAssignment received) {
    String of = "assignment=" + received.assignmentId();
    events.print("RECEIVED " + of + " bytes=" + received.sizeBytes() + " file=" + received.path());
    Carried carried;
    try {
      carried = carrying.carryOut(received);
    } catch (IOException e) {
      carried = new Carried(Outcome.FAILED, e.toString());
    }
    events.print("CARRIED-OUT " + of + " outcome=" + carried.outcome() + " " + carried.note());
    report(received.assignmentId(), received.sizeBytes(), carried);
    oneMoreDone();
  }

  private void report(UUID assignment, long sizeBytes, Carried carried) {
    connector.report(
        new MemberReport(
            assignment,
            carried.outcome(),
            carried.note(),
            sizeBytes,
            0,
            System.currentTimeMillis()));
  }

  @Override
  public void rangesWanted(RangesWanted wanted, FetchReply reply) {
    events.print("WANTED assignment=" + wanted.assignmentId() + " ranges=" + wanted.ranges());
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    events.print(
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
    events.print("SEGMENT members=" + String.join(",", members) + " lost=" + snapshot.lost());
    boolean complete = members.containsAll(options.participants());
    if (options.file().isPresent() && complete && ordered.compareAndSet(false, true)) {
      Path file = options.file().get();
      try {
        distribute(UUID.randomUUID(), file, Sha256.of(file));
      } catch (IOException | ResourceException e) {
        ordered.set(false);
        events.print("NOT-DISTRIBUTED " + e.getMessage());
      }
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
    events.print(line + " final=" + reports.isFinal() + " problem=" + reports.problem());
    if (reports.isFinal()) {
      oneMoreDone();
    }
  }

  private void oneMoreDone() {
    if (done.incrementAndGet() == options.exitAfter()) {
      end();
    }
  }
}
