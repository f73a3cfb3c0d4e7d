package org.contentmover.agent.leader;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.work.OneAtATime;
import org.contentmover.core.ids.ServerName;

/**
 * Keeps the CCM informed about one distribution (DT-8): once a second while something changes, now
 * and then while nothing does, at once when it is final, and again until the CCM has it. Reports
 * are cumulative, so only the newest one is ever sent. Safe for any thread.
 */
final class DistributionReporter {
  private static final Logger LOG = Logger.getLogger(DistributionReporter.class.getName());

  /** Unchanged reports show the CCM that this server is still at it. */
  private static final Duration REPEAT = Duration.ofSeconds(5);

  private final Ccm ccm;
  private final ServerName self;
  private final Notification notification;
  private final long epoch;
  private final Clock clock;
  private final Sequence sequence;
  private final Runnable finalAccepted;
  private final OneAtATime post;

  private DistributionState state;
  private boolean news;
  private boolean stopped;
  private boolean countedOn;
  private String logged = "";
  private Instant lastTried = Instant.EPOCH;

  DistributionReporter(
      Ccm ccm,
      ServerName self,
      Notification notification,
      long epoch,
      Clock clock,
      Executor threads,
      Runnable finalAccepted) {
    this.ccm = ccm;
    this.self = self;
    this.notification = notification;
    this.epoch = epoch;
    this.clock = clock;
    this.sequence = new Sequence(clock);
    this.finalAccepted = finalAccepted;
    this.post = new OneAtATime(threads, this::post);
  }

  /** What the reports say from now on; a final state is never replaced by one that is not. */
  void show(DistributionState newState) {
    synchronized (this) {
      if (stopped || (state != null && state.isFinal() && !newState.isFinal())) {
        return;
      }
      news |= !newState.equals(state);
      state = newState;
      if (!newState.isFinal()) {
        return;
      }
    }
    askToPost();
  }

  /** Sends the newest report again although the CCM had it. */
  void repeat() {
    synchronized (this) {
      if (state == null) {
        return;
      }
      stopped = false;
      news = true;
    }
    askToPost();
  }

  /** Called once a second. */
  void tick() {
    synchronized (this) {
      // Either way: the clock may have been wrong, and put back, since.
      boolean due =
          news || Duration.between(lastTried, clock.instant()).abs().compareTo(REPEAT) >= 0;
      if (stopped || state == null || !due) {
        return;
      }
    }
    askToPost();
  }

  /** Without a thread it is told with a later tick: what is reported has not failed for that. */
  private void askToPost() {
    try {
      post.ask();
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "a report on " + notification.name() + " waits for a thread", e);
      tryAgain();
    }
  }

  /** Nothing is reported any more: another server does it, or everything is said. */
  synchronized void stop() {
    stopped = true;
  }

  synchronized boolean stopped() {
    return stopped;
  }

  private void post() {
    DistributionState sent;
    synchronized (this) {
      if (stopped || state == null) {
        return;
      }
      sent = state;
      news = false;
      lastTried = clock.instant();
    }
    long number = sequence.next();
    try {
      ccm.reportDistribution(
          notification.distribution(),
          ReportJson.distribution(self, notification.segment(), epoch, number, sent));
      if (sent.isFinal()) {
        stop();
        finalAccepted.run();
      }
    } catch (PeerUnavailable e) {
      log(Level.INFO, "report on {0} is kept for later: {1}", e);
      tryAgain();
    } catch (PeerRefused e) {
      if (countOn(e, number)) {
        return;
      }
      log(Level.WARNING, "the CCM refused a report on {0}: {1}", e);
      // A refused credential may be healed, a distribution that is over or another leader's not.
      if (!e.concernsCredential() || clock.instant().isAfter(notification.deadline())) {
        stop();
        finalAccepted.run();
      }
    }
  }

  /**
   * Before a restart this server used higher numbers in the same epoch: goes on above them. Once: a
   * number that is refused for another reason must not be raised for ever.
   */
  private synchronized boolean countOn(PeerRefused refused, long number) {
    OptionalLong held = refused.heldSequence(epoch);
    if (countedOn || held.isEmpty() || held.getAsLong() < number) {
      return false;
    }
    countedOn = true;
    sequence.above(held.getAsLong());
    news = true;
    return true;
  }

  /** The same trouble may last for hours: one line is enough. */
  private synchronized void log(Level level, String message, Exception trouble) {
    if (!trouble.getMessage().equals(logged)) {
      LOG.log(level, message, new Object[] {notification.name(), trouble.getMessage()});
      logged = trouble.getMessage();
    }
  }

  private synchronized void tryAgain() {
    news = true;
  }
}
