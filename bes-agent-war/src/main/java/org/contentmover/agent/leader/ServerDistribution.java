package org.contentmover.agent.leader;

import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.fetch.FetchFailed;
import org.contentmover.agent.fetch.FetchProgress;
import org.contentmover.gl.api.MemberReport;

/**
 * One assignment for this server alone: fetch, carry out, report to the CCM (VC-5, VC-6, EL-15).
 * Runs once on a thread of its own; goes on after a restart, because nobody else would.
 */
final class ServerDistribution implements Runnable {
  private static final Logger LOG = Logger.getLogger(ServerDistribution.class.getName());

  private final DistributionParts parts;
  private final FetchProgress progress;
  private final DistributionReporter reporter;
  private volatile Notification notification;
  private volatile boolean cancelled;
  private volatile boolean finished;

  /**
   * Makes one.
   *
   * @param finalAccepted run when the CCM has the result
   */
  ServerDistribution(DistributionParts parts, Notification notification, Runnable finalAccepted) {
    this.parts = parts;
    this.notification = notification;
    this.progress = new FetchProgress(System::nanoTime);
    this.reporter =
        new DistributionReporter(
            parts.ccm(),
            parts.self(),
            notification,
            notification.epoch(),
            parts.clock(),
            parts.threads(),
            finalAccepted);
  }

  boolean isFor(UUID distribution) {
    return notification.distribution().equals(distribution);
  }

  void notifiedAgain(Notification again) {
    notification = again;
    reporter.repeat();
  }

  @Override
  public void run() {
    UUID id = notification.assignment();
    try {
      showFetch();
      // What was done already needs no copy to be told again.
      if (parts.copies().isDone(id)
          || parts.copies().bring(notification, this::sources, progress, () -> cancelled)) {
        parts.work().carryOut(id);
      }
    } catch (FetchFailed | RuntimeException e) {
      LOG.log(Level.WARNING, notification.name() + " failed on this server", e);
      finished = true;
      reporter.show(
          DistributionState.failed(
              parts.self().value(),
              List.of(parts.self().value()),
              progress.presentBytes(),
              notification.sizeBytes(),
              e.getMessage() == null ? e.toString() : e.getMessage(),
              parts.clock().millis()));
    }
  }

  private List<Notification.Source> sources() {
    return notification.sources();
  }

  /** The work is done. */
  void finished(MemberReport result) {
    finished = true;
    reporter.show(DistributionState.result(parts.self().value(), notification.sizeBytes(), result));
  }

  /** Called once a second. */
  void tick() {
    if (!finished) {
      showFetch();
    }
    reporter.tick();
  }

  private void showFetch() {
    reporter.show(
        DistributionState.fetching(
            parts.self().value(),
            List.of(parts.self().value()),
            progress.presentBytes(),
            notification.sizeBytes()));
  }

  /** This server stops; the next start goes on. */
  void cancel() {
    cancelled = true;
    reporter.stop();
  }

  boolean isOver() {
    return reporter.stopped();
  }
}
