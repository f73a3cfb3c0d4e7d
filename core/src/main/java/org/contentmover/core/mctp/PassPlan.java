package org.contentmover.core.mctp;

import java.util.List;
import org.contentmover.core.mctp.wire.FrameRange;

/**
 * Which frames the present pass sends and which ones the next must: the union of what the
 * participants lack, so that a frame missing at ten servers is repeated once (LD-4).
 *
 * <p>The leader keeps these two sets and a count for each server, not a set for each server: memory
 * does not grow with the number of participants.
 */
final class PassPlan {
  private FrameSet current;
  private FrameSet next;
  private int cursor;
  private int sent;

  PassPlan(int frames) {
    current = FrameSet.none(frames);
    next = FrameSet.none(frames);
  }

  /** Some participant lacks these frames. */
  void need(List<FrameRange> ranges) {
    ranges.forEach(next::add);
  }

  /** Whether a next pass would send anything. */
  boolean isNeeded() {
    return !next.isEmpty();
  }

  /** Who lacked them does not need multicast any more. */
  void forgetNeeds() {
    next.clear();
  }

  /** Begins to send what is needed; what is needed after that is gathered from nothing. */
  void beginPass() {
    FrameSet emptied = current;
    current = next;
    next = emptied;
    next.clear();
    cursor = current.nextFrom(0);
    sent = 0;
  }

  /** The frame to send next, unless the pass is over. */
  int peek() {
    return cursor;
  }

  /** The frame that {@link #peek} named has been sent. */
  void advance() {
    sent++;
    cursor = current.nextFrom(cursor + 1);
  }

  /** How many frames the pass has. */
  int framesInPass() {
    return current.size();
  }

  /** Whether all of them have been sent. */
  boolean isPassOver() {
    return cursor < 0;
  }

  /** How much of the pass has been sent, 0 to 1. */
  double sentShare() {
    return (double) sent / current.size();
  }
}
