package org.contentmover.gl.engine;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.deliver.Deliveries;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.log.Reason;
import org.contentmover.gl.state.StateDirectory;
import org.contentmover.gl.work.MonotonicClock;
import org.contentmover.gl.work.PatientExecutor;

/**
 * The loop that drives one membership, from join to leave.
 *
 * <p>Threading: {@link #run} is the only thread that touches the membership; everything else posts
 * to it.
 */
final class SegmentEngine implements Runnable, Loop {
  private static final int INPUTS_BETWEEN_TIMERS = 32;
  private static final long ANSWER_TIMEOUT_MS = 5_000;
  private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(1);

  private final SegmentSettings settings;
  private final PatientExecutor workers;
  private final Deliveries deliveries;
  private final Inbox inbox = new Inbox();
  private final StateDirectory state;
  private final Membership membership;
  private final Set<Asked<?>> unanswered = ConcurrentHashMap.newKeySet();
  private final long refusalPatienceNs;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopRequested;
  private volatile String problem = "";

  private SegmentEngine(
      SegmentSettings settings,
      PatientExecutor workers,
      Deliveries deliveries,
      StateDirectory state,
      CarrierOpener carriers,
      InstantSource wallClock,
      long refusalPatienceNs)
      throws IOException {
    this.settings = settings;
    this.workers = workers;
    this.deliveries = deliveries;
    this.state = state;
    this.refusalPatienceNs = refusalPatienceNs;
    membership =
        Membership.open(settings, state, wallClock, this, inbox, deliveries, workers, carriers);
  }

  /**
   * Locks the state directory and opens the control channel; the membership begins when {@link
   * #run} does.
   *
   * @param wallClock says how long ago this server ended without having left; nothing else
   * @param refusalPatienceNs how long a leader puts up with a lender that refuses it threads
   * @throws IOException when that fails; the message says what to do
   */
  static SegmentEngine open(
      SegmentSettings settings,
      PatientExecutor workers,
      Deliveries deliveries,
      CarrierOpener carriers,
      InstantSource wallClock,
      long refusalPatienceNs)
      throws IOException {
    StateDirectory state = StateDirectory.open(settings.stateDirectory());
    try {
      return new SegmentEngine(
          settings, workers, deliveries, state, carriers, wallClock, refusalPatienceNs);
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  @Override
  public void run() {
    try {
      membership.start();
      while (!stopRequested) {
        turn();
      }
      leave();
    } catch (UncheckedIOException e) {
      problem = "The epoch floor could not be kept: " + Reason.of(e.getCause());
      ConnectorLog.FLOOR_FAILED.log(
          e, settings.stateDirectory(), Reason.of(e.getCause()), settings.server());
    } catch (InterruptedException e) {
      // The lender of the thread wants it back at once.
      leave();
      Thread.currentThread().interrupt();
    } catch (Throwable t) {
      // Errors too: a connector that is gone and does not say so leads the health check astray.
      problem = "An error in the connector: " + t;
      ConnectorLog.LOOP_FAILED.log(t, settings.server(), settings.segment());
    } finally {
      close();
    }
  }

  private void leave() {
    membership.leave();
    noteLeft();
  }

  /** Not noted, this start counts as one that ended badly: a little of a priority, no more. */
  private void noteLeft() {
    try {
      state.onLeft();
    } catch (IOException e) {
      ConnectorLog.CLOSE_FAILED.log(e, state.path());
    }
  }

  private void turn() throws InterruptedException {
    int inputs = 0;
    for (Runnable input : inbox.take(nextDeadlineNs())) {
      input.run();
      if (++inputs % INPUTS_BETWEEN_TIMERS == 0) {
        onTimers();
      }
    }
    onTimers();
  }

  private long nextDeadlineNs() {
    long deadlineNs = Math.min(membership.nextDeadlineNs(), nowNs() + LONGEST_WAIT_NS);
    deadlineNs = Math.min(deadlineNs, deliveries.nextDeadlineNs());
    return Math.min(deadlineNs, workers.nextDeadlineNs());
  }

  private void onTimers() {
    long nowNs = nowNs();
    membership.onTimers(nowNs);
    deliveries.onTimer(nowNs);
    workers.onTimer(nowNs);
    if (workers.refusedForNs(nowNs) > refusalPatienceNs && membership.leads()) {
      problem =
          "The server's work manager has refused work for "
              + TimeUnit.NANOSECONDS.toSeconds(refusalPatienceNs)
              + " s; leadership was handed over. Give its thread pool more threads, then let the"
              + " agent join again.";
      ConnectorLog.HANDED_OVER.log(
          settings.server(), settings.segment(), TimeUnit.NANOSECONDS.toSeconds(refusalPatienceNs));
      stopRequested = true;
    }
  }

  /** Ends a membership that never began, because no thread was to be had for it. */
  void abandon() {
    noteLeft();
    close();
  }

  private void close() {
    try {
      membership.close();
    } finally {
      closeState();
      ended.countDown();
      refuseUnanswered();
    }
    ConnectorLog.LEFT.log(settings.server(), settings.segment());
  }

  private void closeState() {
    try {
      state.close();
    } catch (IOException e) {
      ConnectorLog.CLOSE_FAILED.log(e, state.path());
    }
  }

  @Override
  public void post(Runnable task) {
    inbox.post(task);
  }

  @Override
  public long nowNs() {
    return MonotonicClock.nowNs();
  }

  SegmentSettings settings() {
    return settings;
  }

  /** What made the membership end by itself; "" while it lasts and when it was asked to end. */
  String problem() {
    return problem;
  }

  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Asks the loop to say good-bye and end. */
  void stop() {
    stopRequested = true;
    wakeUp();
  }

  /** The lender wants the loop's thread back. Some say so also of work that is over. */
  void release() {
    if (!stopRequested) {
      ConnectorLog.LOOP_RELEASED.log(settings.segment());
      stop();
    }
  }

  /** Has the loop look at its deadlines. */
  void wakeUp() {
    post(() -> {});
  }

  /** Waits for the loop's end; false when it takes too long. */
  boolean awaitEnd(long timeoutNs) throws InterruptedException {
    return ended.await(timeoutNs, TimeUnit.NANOSECONDS);
  }

  /** Does something with the membership, on the loop; nothing when it has ended. */
  void tell(Consumer<Membership> input) {
    post(() -> input.accept(membership));
  }

  /**
   * Asks the membership something, on the loop.
   *
   * @throws ResourceException the answer; or there is none within {@value #ANSWER_TIMEOUT_MS} ms,
   *     and then the question is not put later either
   */
  <T> T ask(Asked.Question<T> question) throws ResourceException {
    Asked<T> asked = new Asked<>(question, membership);
    unanswered.add(asked);
    try {
      post(asked);
      if (hasEnded()) {
        refuseUnanswered();
      }
      return asked.await(ANSWER_TIMEOUT_MS);
    } finally {
      unanswered.remove(asked);
    }
  }

  /** A channel for the frames of one distribution; for the thread that orders it. */
  Carrier openForSending(long sizeBytes) throws IOException {
    return membership.orders().openForSending(sizeBytes);
  }

  private void refuseUnanswered() {
    String why = "Server " + settings.server() + " has left its segment.";
    unanswered.forEach(asked -> asked.refuse(why));
  }
}
