package org.contentmover.gl.deliver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.work.MonotonicClock;

/**
 * Events on their way to the agent, in lanes: one at a time and in order within a lane, lanes
 * independent of each other (so a slow answer about one assignment does not hold another one).
 *
 * <p>Has no thread of its own: deliveries run on the executor, and whoever owns this object calls
 * {@link #onTimer} at {@link #nextDeadlineNs}. Safe for use by several threads.
 */
public final class Deliveries {
  private static final long DEACTIVATION_PATIENCE_MS = 5_000;

  private final Executor executor;
  private final Runnable wakeUp;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final Map<Endpoint, Integer> inFlight = new HashMap<>();

  /**
   * No events, no endpoint.
   *
   * @param executor lends threads for deliveries
   * @param wakeUp called when {@link #nextDeadlineNs} became earlier
   */
  public Deliveries(Executor executor, Runnable wakeUp) {
    this.executor = executor;
    this.wakeUp = wakeUp;
  }

  /** Adds an event behind those that wait in its lane. */
  public synchronized void add(String lane, String what, Consumer<GlListener> event) {
    Lane its = lane(lane);
    its.add(new Lane.Item(what, event));
    startIfPossible(its);
  }

  /** Adds an event that says all that those waiting in its lane say; they are dropped. */
  public synchronized void replace(String lane, String what, Consumer<GlListener> event) {
    Lane its = lane(lane);
    its.dropWaiting();
    its.add(new Lane.Item(what, event));
    startIfPossible(its);
  }

  /** Drops what waits in a lane; a delivery that is under way goes on. */
  public synchronized void drop(String lane) {
    Lane its = lanes.get(lane);
    if (its != null) {
      its.dropWaiting();
      forgetIfEmpty(its);
    }
  }

  /** Drops whatever waits. */
  public synchronized void clear() {
    lanes.values().forEach(Lane::dropWaiting);
    lanes.values().removeIf(Lane::isIdle);
  }

  /** Events go to this endpoint from now on, those that waited first. */
  public synchronized void activate(Endpoint endpoint) {
    endpoints.add(endpoint);
    for (Lane lane : lanes.values()) {
      lane.resume();
      startIfPossible(lane);
    }
  }

  /** No event goes to this endpoint any more; waits for those under way, but not for ever. */
  public synchronized void deactivate(Endpoint endpoint) {
    endpoints.remove(endpoint);
    long untilNs = MonotonicClock.nowNs() + TimeUnit.MILLISECONDS.toNanos(DEACTIVATION_PATIENCE_MS);
    try {
      long leftMs = DEACTIVATION_PATIENCE_MS;
      while (inFlight.containsKey(endpoint) && leftMs > 0) {
        wait(leftMs);
        leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - MonotonicClock.nowNs());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Delivers again what failed, when its pause is over. */
  public synchronized void onTimer(long nowNs) {
    boolean resumed = false;
    for (Lane lane : lanes.values()) {
      if (lane.resumeAtNs() <= nowNs) {
        lane.resume();
        startIfPossible(lane);
        resumed = true;
      }
    }
    if (resumed) {
      lanes.values().removeIf(Lane::isIdle); // what they waited for was dropped meanwhile
    }
  }

  /** When {@link #onTimer} wants to be called; {@link Long#MAX_VALUE} when nothing waits for it. */
  public synchronized long nextDeadlineNs() {
    long earliestNs = Long.MAX_VALUE;
    for (Lane lane : lanes.values()) {
      earliestNs = Math.min(earliestNs, lane.resumeAtNs());
    }
    return earliestNs;
  }

  private Lane lane(String name) {
    return lanes.computeIfAbsent(name, Lane::new);
  }

  private void startIfPossible(Lane lane) {
    if (!endpoints.isEmpty() && lane.startRun()) {
      executor.execute(() -> run(lane));
    }
  }

  private void run(Lane lane) {
    while (true) {
      Lane.Item item;
      Endpoint endpoint;
      synchronized (this) {
        item = endpoints.isEmpty() ? null : lane.next();
        if (item == null) {
          lane.endRun();
          forgetIfEmpty(lane);
          return;
        }
        endpoint = endpoints.get(endpoints.size() - 1);
        inFlight.merge(endpoint, 1, Integer::sum);
      }
      Throwable failure = deliver(endpoint, item);
      synchronized (this) {
        inFlight.computeIfPresent(endpoint, (e, count) -> count == 1 ? null : count - 1);
        notifyAll();
        if (failure == null) {
          lane.acknowledged();
        } else {
          lane.failed(failure, MonotonicClock.nowNs());
        }
      }
      if (failure != null) {
        wakeUp.run();
      }
    }
  }

  private static Throwable deliver(Endpoint endpoint, Lane.Item item) {
    try {
      endpoint.deliver(item.event());
      return null;
    } catch (Throwable t) {
      // Whatever the agent throws is the agent's; the event waits, and the connector goes on.
      return t;
    }
  }

  private void forgetIfEmpty(Lane lane) {
    if (lane.isIdle()) {
      lanes.remove(lane.name(), lane);
    }
  }
}
