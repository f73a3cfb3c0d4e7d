package org.contentmover.agent.leader;

import jakarta.resource.ResourceException;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.fetch.FetchFailed;
import org.contentmover.agent.fetch.FetchProgress;
import org.contentmover.agent.work.OneAtATime;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.NotLeaderException;

/**
 * One assignment on its way through this leader: fetch, pass on, distribute, carry out, report
 * (DT-4). Runs once, on a thread of its own; told from outside what the segment collects and when
 * leadership is lost.
 */
final class SegmentDistribution implements Runnable {
  private static final Logger LOG = Logger.getLogger(SegmentDistribution.class.getName());
  private static final int TICKS_BETWEEN_QUESTIONS = 5;

  private final DistributionParts parts;
  private final long epoch;
  private final FetchProgress progress;
  private final DistributionReporter reporter;
  private final OneAtATime askNext;
  private volatile Notification notification;
  private volatile boolean cancelled;
  private volatile boolean distributing;
  private volatile boolean lastNotified;
  private volatile boolean askedOnce;
  private int ticks;
  private String logged = "";

  SegmentDistribution(DistributionParts parts, Notification notification, long epoch) {
    this.parts = parts;
    this.notification = notification;
    this.epoch = epoch;
    this.progress = new FetchProgress(System::nanoTime);
    this.reporter =
        new DistributionReporter(
            parts.ccm(),
            parts.self(),
            notification,
            epoch,
            parts.clock(),
            parts.threads(),
            () -> {});
    this.askNext = new OneAtATime(parts.threads(), this::passOn);
  }

  boolean isFor(UUID distribution) {
    return notification.distribution().equals(distribution);
  }

  /** The same assignment again: other sources may be named, and the CCM wants to hear of it. */
  void notifiedAgain(Notification again) {
    notification = again;
    reporter.repeat();
  }

  @Override
  public void run() {
    try {
      if (!fetch()) {
        return;
      }
      showFetch();
      passOn();
      // Not before: two rounds at once would tell the same leaders, and mix up their answers.
      askedOnce = true;
      distribute();
      if (notification.concerns(parts.self()) && !cancelled) {
        parts.work().carryOut(notification.assignment());
      }
    } catch (NotLeaderException e) {
      LOG.log(Level.INFO, "{0}: this server leads no more", notification.name());
      cancel();
    } catch (FetchFailed | ResourceException | RuntimeException e) {
      LOG.log(Level.WARNING, "distribution of " + notification.name() + " failed", e);
      fail(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private boolean fetch() throws FetchFailed {
    showFetch();
    return parts.copies().bring(notification, this::sources, progress, () -> cancelled);
  }

  private List<Notification.Source> sources() {
    return notification.sources();
  }

  /** Not the end of anything when the CCM cannot be asked: the own segment does not wait for it. */
  private void passOn() {
    try {
      parts
          .nextLeaders()
          .askUntilLast(notification, epoch, progress.bytesPerSecond(), () -> cancelled);
      lastNotified = true;
    } catch (PeerUnavailable e) {
      log(Level.INFO, "the CCM cannot be asked for the next leader of {0}: {1}", e);
    } catch (PeerRefused e) {
      log(Level.WARNING, "the CCM names no next leader for {0}: {1}", e);
      // A refused credential may be healed, but nobody waits for it after the deadline.
      lastNotified =
          !e.concernsCredential() || parts.clock().instant().isAfter(notification.deadline());
    }
  }

  /** The same trouble may last for hours: one line is enough. */
  private synchronized void log(Level level, String message, Exception trouble) {
    if (!trouble.getMessage().equals(logged)) {
      LOG.log(level, message, new Object[] {notification.name(), trouble.getMessage()});
      logged = trouble.getMessage();
    }
  }

  private void distribute() throws ResourceException {
    if (cancelled) {
      return;
    }
    Notification told = notification;
    distributing = true;
    if (told.participants().isEmpty()) {
      // Only passed on to other leaders: nobody in this segment takes part.
      reporter.show(DistributionState.collected(true, told.sizeBytes(), "", List.of()));
      return;
    }
    parts
        .segment()
        .distribute(
            new DistributionOrder(
                told.assignment(),
                told.name(),
                told.sizeBytes(),
                told.sha256(),
                told.participants(),
                Math.min(told.quorum(), told.participants().size()),
                parts.configuration().multicast().frameBytes(),
                parts.configuration().multicastBytesPerSecond(),
                told.fetchTicket(),
                parts.configuration().agentUrl()
                    + "/agent/assignments/"
                    + told.assignment()
                    + "/content",
                // The connector looks at the clock of this host.
                parts.clock().byOwnClock(told.deadline())),
            parts.copies().file(told.assignment()));
  }

  /** What the segment's members answered so far. */
  void collected(CollectedReports reports) {
    if (distributing && !cancelled) {
      reporter.show(
          DistributionState.collected(
              reports.isFinal(), notification.sizeBytes(), reports.problem(), reports.servers()));
    }
  }

  /** Called once a second. */
  void tick() {
    if (cancelled) {
      return;
    }
    if (!distributing) {
      showFetch();
    }
    reporter.tick();
    ticks++;
    if (askedOnce && !lastNotified && ticks % TICKS_BETWEEN_QUESTIONS == 0) {
      askNext.ask();
    }
  }

  private void showFetch() {
    reporter.show(
        DistributionState.fetching(
            parts.self().value(),
            notification.participants(),
            progress.presentBytes(),
            notification.sizeBytes()));
  }

  private void fail(String reason) {
    reporter.show(
        DistributionState.failed(
            parts.self().value(),
            notification.participants(),
            progress.presentBytes(),
            notification.sizeBytes(),
            reason,
            parts.clock().millis()));
  }

  /** Leadership is lost: whoever leads now fetches what it lacks and reports. */
  void cancel() {
    cancelled = true;
    reporter.stop();
  }

  long epoch() {
    return epoch;
  }

  /** Whether everything is said, or nothing is to be said any more. */
  boolean isOver() {
    return cancelled || (reporter.stopped() && (lastNotified || !askedOnce));
  }
}
