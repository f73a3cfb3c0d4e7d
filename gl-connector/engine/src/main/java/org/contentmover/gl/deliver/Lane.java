package org.contentmover.gl.deliver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.log.ConnectorLog;

/** Events that must be delivered one after the other. Guarded by the lock of its owner. */
final class Lane {
  private static final long FIRST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE_NS = TimeUnit.SECONDS.toNanos(30);
  private static final long NOT_PAUSED = Long.MAX_VALUE;

  /**
   * One event.
   *
   * @param what it is, for the log
   * @param event tells it to a listener
   */
  record Item(String what, Consumer<GlListener> event) {}

  private final String name;
  private final Deque<Item> items = new ArrayDeque<>();
  private Item underWay;
  private boolean underWayReplaced;
  private boolean running;
  private long pauseNs;
  private long resumeAtNs = NOT_PAUSED;

  Lane(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void add(Item item) {
    items.addLast(item);
  }

  void dropWaiting() {
    items.clear();
    underWayReplaced = true;
  }

  /** Claims the lane for one run; false when nothing is to be done or someone is doing it. */
  boolean startRun() {
    if (running || items.isEmpty() || resumeAtNs != NOT_PAUSED) {
      return false;
    }
    running = true;
    return true;
  }

  void endRun() {
    running = false;
  }

  /** Takes the next event; null when there is none, or a pause runs. */
  Item next() {
    underWay = resumeAtNs == NOT_PAUSED ? items.pollFirst() : null;
    underWayReplaced = false;
    return underWay;
  }

  /** The event taken last was delivered. */
  void acknowledged() {
    underWay = null;
    pauseNs = 0;
  }

  /** The event taken last was not delivered: it waits again, unless a newer one replaced it. */
  void failed(Throwable cause, long nowNs) {
    if (!underWayReplaced) {
      items.addFirst(underWay);
    }
    pauseNs = Math.min(LONGEST_PAUSE_NS, Math.max(FIRST_PAUSE_NS, 2 * pauseNs));
    resumeAtNs = nowNs + pauseNs;
    ConnectorLog.DELIVERY_FAILED.log(
        cause, underWay.what(), cause.toString(), TimeUnit.NANOSECONDS.toMillis(pauseNs));
    underWay = null;
  }

  /** When the pause after a failure is over. */
  long resumeAtNs() {
    return resumeAtNs;
  }

  void resume() {
    resumeAtNs = NOT_PAUSED;
  }

  boolean isIdle() {
    return !running && items.isEmpty();
  }
}
