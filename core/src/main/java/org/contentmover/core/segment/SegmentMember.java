package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.registration.MemberFacts;

/**
 * One member of a segment.
 *
 * <p>Threading: one thread owns it. Time: every input takes the monotonic clock in nanoseconds;
 * call {@link #onTimer} at {@link #nextDeadlineNs} or soon after. Being called much later than that
 * tells the member that its process stood still, and it doubts itself first (EL-6). Errors: no
 * datagram makes it throw; it counts what it ignores.
 */
public final class SegmentMember {
  /** What {@link #nextDeadlineNs} gives when no time limit runs. */
  public static final long NO_DEADLINE = Long.MAX_VALUE;

  private Leadership leadership;

  /**
   * A member that has not started.
   *
   * @param identity who it is
   * @param config its configuration
   * @param floor as last persisted, {@link LeadershipFloor#NONE} at the very first start
   * @param random source of every random wait; seeded in simulations
   * @param output takes the effects
   */
  public SegmentMember(
      MemberIdentity identity,
      SegmentConfig config,
      LeadershipFloor floor,
      RandomGenerator random,
      SegmentOutput output) {
    leadership = Leadership.unknown(floor.epoch());
  }

  /** Begins to listen, and to look for a leader. */
  public void start(long nowNs) {}

  /**
   * A datagram came in, from any channel; read, not kept. Its own echo belongs here too (EL-15).
   */
  public void onDatagram(ByteBuffer datagram, long nowNs) {}

  /** Time has passed {@link #nextDeadlineNs}. Calling it early does no harm. */
  public void onTimer(long nowNs) {}

  /** When {@link #onTimer} wants to be called next, {@link #NO_DEADLINE} for never. */
  public long nextDeadlineNs() {
    return NO_DEADLINE;
  }

  /** This server's facts changed (EL-14). */
  public void onFacts(MemberFacts facts, long nowNs) {}

  /** Leaves the segment and says so; a leader resigns (EL-11). Every later input does nothing. */
  public void leave(long nowNs) {}

  /** Who leads now. */
  public Leadership leadership() {
    return leadership;
  }

  /** Whether this member hears its own multicast (EL-15). */
  public boolean multicastHeard() {
    return false;
  }

  /** What happened so far, by name; docs/protocol explains each. */
  public SortedMap<String, Long> counters() {
    return new TreeMap<>();
  }
}
