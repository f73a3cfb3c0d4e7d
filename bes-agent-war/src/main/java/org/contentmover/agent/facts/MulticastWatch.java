package org.contentmover.agent.facts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.contentmover.gl.api.SegmentSnapshot;

/**
 * Decides whether this server has to work without multicast (EL-15): because the configuration says
 * so, or because it did not hear its own multicast for a while. Safe for any thread.
 */
public final class MulticastWatch {
  /** At the start, and when the network hiccups, nothing is heard for a moment. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final boolean enabled;
  private final boolean segmentIsListed;
  private final Clock clock;
  private Instant lastHeard;
  private boolean heardNow;

  /**
   * Has heard nothing yet.
   *
   * @param enabled whether the configuration wants multicast
   * @param segmentIsListed whether this server is in a segment that works without
   */
  public MulticastWatch(boolean enabled, boolean segmentIsListed, Clock clock) {
    this.enabled = enabled;
    this.segmentIsListed = segmentIsListed;
    this.clock = clock;
    this.lastHeard = clock.instant();
  }

  /** Takes note of what the segment looks like now. */
  public synchronized void observe(SegmentSnapshot snapshot) {
    heardNow = snapshot.multicastHeard();
    if (heardNow) {
      lastHeard = clock.instant();
    }
  }

  /** Whether this server works by unicast now, and alone. */
  public synchronized boolean unicastOnly() {
    if (segmentIsListed) {
      return false;
    }
    return !enabled || lastHeard.plus(PATIENCE).isBefore(clock.instant());
  }

  /** For health and status. */
  public synchronized String describe() {
    if (segmentIsListed) {
      return "disabled by configuration; this segment works by unicast to the servers listed";
    }
    if (!enabled) {
      return "disabled by configuration; this server works by unicast";
    }
    if (heardNow) {
      return "own multicast is heard";
    }
    return unicastOnly()
        ? "own multicast is not heard; this server works by unicast"
        : "own multicast was not heard just now";
  }
}
