package org.contentmover.gl.engine;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.NotLeaderException;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.deliver.Deliveries;
import org.contentmover.gl.deliver.Endpoint;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.log.Reason;
import org.contentmover.gl.send.SourceFile;
import org.contentmover.gl.work.MonotonicClock;
import org.contentmover.gl.work.PatientExecutor;
import org.contentmover.gl.work.Threads;

/**
 * The connector without its container: joins and leaves a segment, brings the agent's requests to
 * the loop and events to the agent's endpoint. One for each server instance.
 *
 * <p>Safe for use by several threads. Requests wait for the loop, never for the network.
 */
public final class SegmentConnector {
  private static final Duration REFUSAL_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_DISTRIBUTION = Duration.ofDays(365);
  private static final long LEAVE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);

  private final Threads threads;
  private final Function<SegmentSettings, CarrierOpener> carriers;
  private final Duration refusalPatience;
  private final PatientExecutor workers;
  private final Deliveries deliveries;
  private volatile SegmentEngine engine;
  private volatile SegmentSettings withoutMulticast;
  private volatile MemberFacts facts;

  /** A connector over JGroups that idles until {@link #join}. */
  public SegmentConnector(Threads threads) {
    this(threads, Openers::of);
  }

  /** A connector over carriers of the caller's choice. */
  public SegmentConnector(Threads threads, Function<SegmentSettings, CarrierOpener> carriers) {
    this(threads, carriers, REFUSAL_PATIENCE);
  }

  SegmentConnector(
      Threads threads,
      Function<SegmentSettings, CarrierOpener> carriers,
      Duration refusalPatience) {
    this.threads = threads;
    this.carriers = carriers;
    this.refusalPatience = refusalPatience;
    workers = new PatientExecutor(threads, this::wakeUp);
    deliveries = new Deliveries(workers, this::wakeUp);
  }

  /** See {@link org.contentmover.gl.api.GlConnection#join}. */
  public synchronized void join(SegmentSettings settings) throws ResourceException {
    requireFaultsAllowed(settings);
    SegmentSettings joined = joinedSettings();
    if (joined != null) {
      if (samePlace(joined, settings)) {
        changeKeys(settings.keys());
        int preference = ToCore.preference(settings.election().preference());
        tell(membership -> membership.prefer(preference));
        return;
      }
      throw new ResourceException(
          "This server is already in segment "
              + joined.segment()
              + " as "
              + joined.server()
              + " with other settings; leave first.");
    }
    if (!settings.multicast().enabled() && settings.peers().isEmpty()) {
      withoutMulticast = settings;
      return;
    }
    SegmentEngine opened;
    try {
      opened =
          SegmentEngine.open(
              settings,
              workers,
              deliveries,
              carriers.apply(settings),
              InstantSource.system(),
              refusalPatience.toNanos());
    } catch (IOException e) {
      throw new ResourceException(e.getMessage(), e);
    }
    start(opened);
  }

  /** Whether they differ in what may change without leaving, or in nothing. */
  private static boolean samePlace(SegmentSettings one, SegmentSettings other) {
    return one.equals(other.withKeys(one.keys()).withPreference(one.election().preference()));
  }

  /** See {@link org.contentmover.gl.api.GlConnection#changeKeys}. */
  public void changeKeys(SegmentKeys keys) {
    tell(membership -> membership.changeKeys(keys));
  }

  private static void requireFaultsAllowed(SegmentSettings settings) throws ResourceException {
    if (settings.faults().any() && !FaultSettings.allowedHere()) {
      throw new ResourceException(
          "Server "
              + settings.server()
              + " is to inject faults into its network traffic ("
              + settings.faults().describe()
              + "), which is for tests only. Remove the settings faults.…, or start a server for"
              + " tests with -D"
              + FaultSettings.ALLOWED_PROPERTY
              + "=true.");
    }
  }

  private void start(SegmentEngine opened) throws ResourceException {
    if (facts != null) {
      MemberFacts first = facts;
      opened.tell(membership -> membership.publishFacts(first));
    }
    try {
      threads.lend(opened, opened::release);
    } catch (RejectedExecutionException e) {
      opened.abandon();
      throw new ResourceException(
          "The server's work manager has no thread for the connector ("
              + e.getMessage()
              + "). Give its thread pool more threads; one is needed for as long as the server is"
              + " in its segment.",
          e);
    }
    engine = opened;
  }

  private SegmentSettings joinedSettings() {
    SegmentEngine current = engine;
    return current != null && !current.hasEnded() ? current.settings() : withoutMulticast;
  }

  /** See {@link org.contentmover.gl.api.GlConnection#leave}. */
  public synchronized void leave() {
    withoutMulticast = null;
    SegmentEngine leaving = engine;
    if (leaving == null) {
      return;
    }
    leaving.stop();
    boolean interrupted = false;
    try {
      leaving.awaitEnd(LEAVE_TIMEOUT_NS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    engine = null;
    deliveries.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** See {@link org.contentmover.gl.api.GlConnection#segment}. */
  public SegmentSnapshot segment() {
    SegmentSettings offline = withoutMulticast;
    if (offline != null) {
      return SegmentSnapshot.withoutMulticast(offline.server(), offline.segment());
    }
    SegmentEngine current = engine;
    if (current == null) {
      return SegmentSnapshot.notJoined("");
    }
    try {
      return current.ask(Membership::snapshot);
    } catch (ResourceException e) {
      return SegmentSnapshot.notJoined(
          current.problem().isEmpty() ? e.getMessage() : current.problem());
    }
  }

  /** See {@link org.contentmover.gl.api.GlConnection#publishFacts}. */
  public synchronized void publishFacts(ServerFacts published) {
    MemberFacts checked = ToCore.facts(published);
    facts = checked;
    tell(membership -> membership.publishFacts(checked));
  }

  /** See {@link org.contentmover.gl.api.GlConnection#distribute}. */
  public void distribute(DistributionOrder order, Path file) throws ResourceException {
    SegmentEngine current = engine;
    if (current == null) {
      throw new NotLeaderException("This server has not joined a segment, so it leads none.");
    }
    current.ask(
        membership -> {
          membership.requireLeadership();
          return true;
        });
    SourceFile source = null;
    Carrier data = null;
    boolean begun = false;
    try {
      source = SourceFile.open(file, order.sizeBytes());
      data = current.openForSending(order.sizeBytes());
      begun = begin(current, order, source, data);
    } catch (IOException e) {
      throw new ResourceException(
          "Assignment " + order.assignmentId() + " cannot be distributed: " + Reason.of(e), e);
    } finally {
      if (!begun) {
        close(source, data);
      }
    }
  }

  private static boolean begin(
      SegmentEngine engine, DistributionOrder order, SourceFile source, Carrier data)
      throws ResourceException {
    long remainingNs = remainingNs(order.deadline());
    return engine.ask(
        membership ->
            membership.distribute(order, source, data, MonotonicClock.nowNs() + remainingNs));
  }

  private static long remainingNs(Instant deadline) {
    Duration remaining = Duration.between(Instant.now(), deadline);
    return remaining.compareTo(LONGEST_DISTRIBUTION) > 0
        ? LONGEST_DISTRIBUTION.toNanos()
        : remaining.toNanos();
  }

  private static void close(SourceFile source, Carrier data) {
    if (data != null) {
      data.close();
    }
    if (source != null) {
      try {
        source.close();
      } catch (IOException e) {
        ConnectorLog.CLOSE_FAILED.log(e, source.path());
      }
    }
  }

  /** See {@link org.contentmover.gl.api.GlConnection#cancel}. */
  public void cancel(UUID assignmentId) {
    AssignmentId assignment = new AssignmentId(assignmentId);
    tell(membership -> membership.cancel(assignment));
  }

  /** See {@link org.contentmover.gl.api.GlConnection#missing}. */
  public Optional<List<ByteRange>> missing(UUID assignmentId) {
    SegmentEngine current = engine;
    if (current == null) {
      return Optional.empty();
    }
    try {
      return current.ask(membership -> membership.missing(new AssignmentId(assignmentId)));
    } catch (ResourceException e) {
      return Optional.empty(); // it left meanwhile, and with it went what it knew
    }
  }

  /** See {@link org.contentmover.gl.api.GlConnection#rangesFilled}. */
  public void rangesFilled(UUID assignmentId) {
    AssignmentId assignment = new AssignmentId(assignmentId);
    tell(membership -> membership.rangesFilled(assignment));
  }

  /** See {@link org.contentmover.gl.api.GlConnection#report}. */
  public void report(MemberReport report) {
    var result = ToCore.report(report);
    tell(membership -> membership.report(result));
  }

  /** See {@link org.contentmover.gl.api.GlConnection#busy}. */
  public void busy(boolean busy) {
    tell(membership -> membership.busy(busy));
  }

  /** See {@link org.contentmover.gl.api.GlConnection#moveControlChannel}. */
  public void moveControlChannel(String group, int port) throws ResourceException {
    SegmentEngine current = engine;
    if (current == null) {
      throw new NotLeaderException("This server has not joined a segment, so it leads none.");
    }
    ControlChannel channel = ToCore.controlChannel(current.settings(), group, port);
    current.ask(
        membership -> {
          membership.moveControlChannel(channel);
          return true;
        });
  }

  /** See {@link org.contentmover.gl.api.GlConnection#leadershipTaken}. */
  public void leadershipTaken(long epoch, String leader) {
    LeadershipFloor accepted = LeadershipFloor.of(epoch, new ServerName(leader));
    tell(membership -> membership.leadershipTaken(accepted));
  }

  private void tell(Consumer<Membership> input) {
    SegmentEngine current = engine;
    if (current != null) {
      current.tell(input);
    }
  }

  /** Events go to this endpoint from now on. */
  public void activate(Endpoint endpoint) {
    deliveries.activate(endpoint);
    tell(Membership::onEndpointActivated);
  }

  /** No event goes to this endpoint any more. */
  public void deactivate(Endpoint endpoint) {
    deliveries.deactivate(endpoint);
  }

  private void wakeUp() {
    SegmentEngine current = engine;
    if (current != null) {
      current.wakeUp();
    }
  }
}
