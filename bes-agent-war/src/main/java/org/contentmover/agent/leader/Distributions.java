package org.contentmover.agent.leader;

import jakarta.resource.ResourceException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.assignment.AssignmentRecord;
import org.contentmover.agent.assignment.Assignments;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.JsonOverHttp;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.ServerRole;
import org.contentmover.agent.fetch.AssignmentFetcher;
import org.contentmover.agent.fetch.FetchThreads;
import org.contentmover.agent.receive.AssignmentWork;
import org.contentmover.agent.receive.ResultReports;
import org.contentmover.agent.security.CcmClock;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSnapshot;

/**
 * All that this server was notified of and that is not over. Notifying again is harmless. Safe for
 * any thread; no method waits for the network.
 */
public final class Distributions implements ResultReports {
  private static final Logger LOG = Logger.getLogger(Distributions.class.getName());

  private final AgentConfiguration configuration;
  private final Assignments assignments;
  private final SegmentLink segment;
  private final FetchThreads fetches;
  private final CcmClock clock;
  private final DistributionParts parts;
  private final AtomicLong refusedOfOtherEpochs = new AtomicLong();
  private final Map<UUID, SegmentDistribution> forSegment = new ConcurrentHashMap<>();
  private final Map<UUID, ServerDistribution> forServer = new ConcurrentHashMap<>();

  public Distributions(
      AgentConfiguration configuration,
      Assignments assignments,
      AssignmentFetcher fetcher,
      AssignmentWork work,
      SegmentLink segment,
      Ccm ccm,
      JsonOverHttp agents,
      Executor threads,
      FetchThreads fetches,
      CcmClock clock) {
    this.configuration = configuration;
    this.assignments = assignments;
    this.segment = segment;
    this.fetches = fetches;
    this.clock = clock;
    this.parts =
        new DistributionParts(
            configuration,
            ccm,
            new NextLeaders(ccm, agents, configuration.server()),
            new Copies(assignments, fetcher, segment),
            work,
            segment,
            threads,
            clock);
  }

  /**
   * Takes a notification on (DT-2).
   *
   * @return why not; empty when it is taken on
   */
  public synchronized Optional<String> accept(Notification told) {
    Optional<String> refusal =
        told.scope() == Notification.Scope.SEGMENT ? refusalToLead(told) : refusalToCarryOut();
    if (refusal.isPresent()) {
      return refusal;
    }
    assignments.add(
        AssignmentRecord.heardOf(
            told.assignment(), told.name(), told.sizeBytes(), told.sha256(), clock.instant()));
    assignments.change(told.assignment(), record -> record.withNotification(told));
    if (told.scope() == Notification.Scope.SEGMENT) {
      lead(told);
    } else {
      carryOut(told);
    }
    return Optional.empty();
  }

  private Optional<String> refusalToLead(Notification told) {
    SegmentSnapshot now = segment.snapshot();
    if (!told.segment().equals(configuration.segment())) {
      return Optional.of("this server is in segment " + configuration.segment());
    }
    if (now.role() != Role.LEADER) {
      // It led once, or has not heard yet that it does: as much of another epoch as a wrong number.
      refusedOfOtherEpochs.incrementAndGet();
      return Optional.of(
          "this server does not lead; the leader is "
              + now.leadership().leader().orElse("unknown")
              + ", epoch "
              + now.leadership().epoch());
    }
    if (told.epoch() != now.leadership().epoch()) {
      // Of an older leadership: whoever sent it knows another segment. The CCM hears of this one
      // with the next report, and notifies anew.
      refusedOfOtherEpochs.incrementAndGet();
      return Optional.of(
          "this server leads in epoch " + now.leadership().epoch() + ", not " + told.epoch());
    }
    return Optional.empty();
  }

  private Optional<String> refusalToCarryOut() {
    return configuration.role() == ServerRole.RELAY
        ? Optional.of("this server only relays, it has no hosted sites")
        : Optional.empty();
  }

  private void lead(Notification told) {
    long epoch = segment.snapshot().leadership().epoch();
    SegmentDistribution running = forSegment.get(told.assignment());
    if (running != null && running.epoch() == epoch && running.isFor(told.distribution())) {
      running.notifiedAgain(told);
      return;
    }
    if (running != null) {
      running.cancel();
    }
    SegmentDistribution distribution = new SegmentDistribution(parts, told, epoch);
    begin(forSegment, told, distribution);
  }

  private void carryOut(Notification told) {
    ServerDistribution running = forServer.get(told.assignment());
    if (running != null && running.isFor(told.distribution())) {
      running.notifiedAgain(told);
      return;
    }
    if (running != null) {
      running.cancel();
    }
    UUID id = told.assignment();
    ServerDistribution distribution =
        new ServerDistribution(
            parts, told, () -> assignments.change(id, AssignmentRecord::withResultAccepted));
    begin(forServer, told, distribution);
  }

  /** What gets no thread does not run: notified again, it has to begin. */
  private <D extends Runnable> void begin(Map<UUID, D> all, Notification told, D distribution) {
    all.put(told.assignment(), distribution);
    try {
      fetches.execute(told.sizeBytes(), distribution);
    } catch (RuntimeException | Error e) {
      all.remove(told.assignment(), distribution);
      throw e;
    }
  }

  /** After a start: what is for this server alone goes on; a segment's new leader is notified. */
  public synchronized void resume() {
    for (AssignmentRecord record : assignments.all()) {
      if (record.isForThisServerAlone() && !record.resultAccepted()) {
        carryOut(record.notification().orElseThrow());
      }
    }
  }

  /** To the CCM when this server answers for itself, else to the leader of the segment. */
  @Override
  public void tell(AssignmentRecord record) {
    ServerDistribution alone = forServer.get(record.id());
    if (alone != null) {
      alone.finished(record.result().orElseThrow());
    }
    if (record.isForThisServerAlone()) {
      return;
    }
    try {
      segment.report(record.result().orElseThrow());
    } catch (ResourceException e) {
      LOG.log(Level.WARNING, "the result of " + record.name() + " cannot be told", e);
    }
  }

  /** A server that leads no more, or in another epoch, ends what it led. */
  public synchronized void leadershipChanged(Leadership now) {
    forSegment.values().stream()
        .filter(running -> now.role() != Role.LEADER || running.epoch() != now.epoch())
        .forEach(SegmentDistribution::cancel);
  }

  public void collected(CollectedReports reports) {
    SegmentDistribution running = forSegment.get(reports.assignmentId());
    if (running != null && running.epoch() == reports.epoch()) {
      running.collected(reports);
    }
  }

  /** How many notifications were meant for a leadership that is not this server's now (EL-6). */
  public long refusedOfOtherEpochs() {
    return refusedOfOtherEpochs.get();
  }

  /** Called once a second. */
  public void tick() {
    fetches.goOn();
    forSegment.values().forEach(SegmentDistribution::tick);
    forServer.values().forEach(ServerDistribution::tick);
    sayWhetherBusy();
  }

  /** While it leads work of the CCM, no better server shall take this one's place. */
  private void sayWhetherBusy() {
    boolean busy = forSegment.values().stream().anyMatch(running -> !running.isOver());
    try {
      segment.busy(busy);
    } catch (ResourceException e) {
      LOG.log(Level.FINE, "the connector cannot be told whether this server is busy", e);
    }
  }

  /** Whether an assignment's copy is still needed for what goes on. */
  public boolean needs(UUID assignment) {
    SegmentDistribution led = forSegment.get(assignment);
    ServerDistribution own = forServer.get(assignment);
    return (led != null && !led.isOver()) || (own != null && !own.isOver());
  }

  /** Forgets what is over and whose record is gone. */
  public void forgetOld() {
    forSegment.keySet().removeIf(id -> !needs(id) && assignments.record(id).isEmpty());
    forServer.keySet().removeIf(id -> !needs(id) && assignments.record(id).isEmpty());
  }

  /** This server stops. */
  public void stop() {
    forSegment.values().forEach(SegmentDistribution::cancel);
    forServer.values().forEach(ServerDistribution::cancel);
  }
}
