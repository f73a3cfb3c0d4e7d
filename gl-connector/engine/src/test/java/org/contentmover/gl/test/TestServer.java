package org.contentmover.gl.test;

import jakarta.resource.ResourceException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Member;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;
import org.contentmover.gl.deliver.Endpoint;
import org.contentmover.gl.engine.SegmentConnector;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.JGroupsCarrierOpener;
import org.contentmover.gl.work.PooledThreads;

/** One server of a segment on loopback: real connector, and an agent that wants everything. */
public final class TestServer implements AutoCloseable {
  /** Elects fast and suspects nobody on a machine that is busy with other tests. */
  private static final TimerSettings QUICK_BUT_PATIENT =
      new TimerSettings(TimerProfile.LAN, 200, 1_500, 20, 150, 150, 500);

  private final String name;
  private final int controlPort;
  private final Path directory;
  private final int priority;
  private final FaultSettings faults;
  private final PooledThreads threads;
  private final SegmentConnector connector;
  private final Agent agent = new Agent();
  private final Endpoint endpoint = this::deliver;
  private volatile SegmentKeys keys = SegmentKeys.OPEN;
  private volatile Consumer<GlListener> beforeEach = listener -> {};

  /** An agent that receives whatever it is offered, and reports STAGED. */
  public final class Agent extends RecordingListener {
    private volatile boolean answers = true;

    /** Fetches what is wanted; nobody does by default. */
    public volatile BiConsumer<RangesWanted, FetchReply> fetches = (wanted, reply) -> {};

    /** Whether it answers offers. */
    public void answers(boolean doesAnswer) {
      answers = doesAnswer;
    }

    @Override
    public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
      super.assignmentOffered(offer, reply);
      if (answers) {
        reply.receive(directory.resolve("spool").resolve(offer.assignmentId().toString()));
      }
    }

    @Override
    public void rangesWanted(RangesWanted ranges, FetchReply reply) {
      super.rangesWanted(ranges, reply);
      fetches.accept(ranges, reply);
    }

    @Override
    public void assignmentReceived(ReceivedAssignment assignment) {
      super.assignmentReceived(assignment);
      connector.report(
          new MemberReport(
              assignment.assignmentId(), Outcome.STAGED, "", assignment.sizeBytes(), 3, 1));
    }

    /** The newest reports of a distribution. */
    public CollectedReports lastReports() {
      return reports.get(reports.size() - 1);
    }
  }

  /** A server whose agent is active and that has not joined. */
  public TestServer(String name, Path root, int controlPort, int priority) throws Exception {
    this(name, root, controlPort, priority, FaultSettings.NONE);
  }

  /** A server with faults in its network traffic. */
  public TestServer(String name, Path root, int controlPort, int priority, FaultSettings faults)
      throws Exception {
    this(
        name,
        root,
        controlPort,
        priority,
        faults,
        settings -> new JGroupsCarrierOpener(InetAddress.getLoopbackAddress(), 0));
  }

  /** A server over carriers of the test's choice. */
  public TestServer(String name, Path root, int controlPort, int priority, CarrierOpener carriers)
      throws Exception {
    this(name, root, controlPort, priority, settings -> carriers);
  }

  /** A server over carriers that depend on how it joins. */
  public TestServer(
      String name,
      Path root,
      int controlPort,
      int priority,
      Function<SegmentSettings, CarrierOpener> carriers)
      throws Exception {
    this(name, root, controlPort, priority, FaultSettings.NONE, carriers);
  }

  private TestServer(
      String name,
      Path root,
      int controlPort,
      int priority,
      FaultSettings faults,
      Function<SegmentSettings, CarrierOpener> carriers)
      throws Exception {
    this.name = name;
    this.controlPort = controlPort;
    this.priority = priority;
    this.faults = faults;
    directory = root.resolve(name);
    Files.createDirectories(directory.resolve("spool"));
    threads = new PooledThreads(name, 32);
    connector = new SegmentConnector(threads, carriers);
    connector.activate(endpoint);
    connector.publishFacts(ServerFacts.of("http://" + name));
  }

  /** Has these keys when it joins, and from now on when it has joined. */
  public TestServer keys(SegmentKeys ring) {
    keys = ring;
    connector.changeKeys(ring);
    return this;
  }

  /** Joins the segment boston. */
  public TestServer join() throws ResourceException {
    return prefer(priority);
  }

  /** Joins, or is in its segment already, with this preference in elections. */
  public TestServer prefer(int preference) throws ResourceException {
    connector.join(
        settings(name, directory, controlPort, preference).withFaults(faults).withKeys(keys));
    return this;
  }

  public String name() {
    return name;
  }

  public SegmentConnector connector() {
    return connector;
  }

  public Agent agent() {
    return agent;
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** Runs before each delivery; what it throws is what the agent threw. */
  public void beforeEachDelivery(Consumer<GlListener> action) {
    beforeEach = action;
  }

  private void deliver(Consumer<GlListener> event) {
    beforeEach.accept(agent);
    event.accept(agent);
  }

  public Leadership leadership() {
    return connector.segment().leadership();
  }

  public List<String> members() {
    return connector.segment().members().stream().map(Member::server).toList();
  }

  /** What was received last. */
  public byte[] received() throws Exception {
    return Files.readAllBytes(agent.received.get(agent.received.size() - 1).path());
  }

  public long counter(String counter) {
    return connector.segment().counters().getOrDefault(counter, -1L);
  }

  /** How to join the segment boston on loopback. */
  public static SegmentSettings settings(
      String name, Path directory, int controlPort, int priority) {
    return new SegmentSettings(
        name,
        "boston",
        directory.resolve("state"),
        ElectionSettings.of(priority),
        new MulticastSettings(
            true,
            "127.0.0.1",
            "239.255.45.5",
            controlPort,
            "239.255.45.6",
            controlPort + 1,
            0,
            1_400),
        QUICK_BUT_PATIENT);
  }

  @Override
  public void close() {
    connector.leave();
    threads.close();
  }
}
