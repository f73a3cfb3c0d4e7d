package org.contentmover.gl.work;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.contentmover.gl.log.ConnectorLog;

/**
 * Runs tasks on lent threads; what the lender refuses is kept and offered again, with pauses that
 * grow. No task is lost, and tasks that waited go first.
 *
 * <p>Has no thread of its own: whoever owns it calls {@link #onTimer} at {@link #nextDeadlineNs}.
 * Safe for use by several threads.
 */
public final class PatientExecutor implements Executor {
  private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(5);

  private final Executor lender;
  private final Runnable wakeUp;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private long pauseNs;
  private long nextDeadlineNs = Long.MAX_VALUE;
  private long refusedSinceNs;

  /**
   * Offers tasks to a lender of threads.
   *
   * @param lender throws {@link RejectedExecutionException} when it has no thread to lend, or
   *     OutOfMemoryError
   * @param wakeUp called when {@link #nextDeadlineNs} became earlier
   */
  public PatientExecutor(Executor lender, Runnable wakeUp) {
    this.lender = lender;
    this.wakeUp = wakeUp;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (this) {
      waiting.addLast(task);
      if (waiting.size() > 1) {
        return; // refused before; its turn comes with the others
      }
      offerWaiting();
      if (waiting.isEmpty()) {
        return;
      }
    }
    wakeUp.run();
  }

  /** Offers again what was refused, if it is time. */
  public synchronized void onTimer(long nowNs) {
    if (nowNs >= nextDeadlineNs) {
      offerWaiting();
    }
  }

  /** When {@link #onTimer} wants to be called; {@link Long#MAX_VALUE} when nothing waits. */
  public synchronized long nextDeadlineNs() {
    return nextDeadlineNs;
  }

  /** How long the lender has been refusing without a break; 0 when it does not. */
  public synchronized long refusedForNs(long nowNs) {
    return waiting.isEmpty() ? 0 : nowNs - refusedSinceNs;
  }

  private void offerWaiting() {
    while (!waiting.isEmpty()) {
      try {
        lender.execute(waiting.peekFirst());
      } catch (RejectedExecutionException | OutOfMemoryError e) {
        refused(e); // an error: no thread could be started
        return;
      }
      waiting.removeFirst();
      pauseNs = 0;
    }
    nextDeadlineNs = Long.MAX_VALUE;
  }

  private void refused(Throwable cause) {
    long nowNs = MonotonicClock.nowNs();
    if (pauseNs == 0) {
      refusedSinceNs = nowNs;
    }
    pauseNs = Math.min(LONGEST_PAUSE_NS, Math.max(FIRST_PAUSE_NS, 2 * pauseNs));
    nextDeadlineNs = nowNs + pauseNs;
    ConnectorLog.WORK_REFUSED.log(cause.getMessage(), TimeUnit.NANOSECONDS.toMillis(pauseNs));
  }
}
