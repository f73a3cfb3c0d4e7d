package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.contentmover.core.mctp.wire.FrameRange;

/**
 * A set of frame numbers of one session: one bit for each frame, so that an assignment of 4 GiB in
 * frames of 1,400 bytes costs 375 KiB, whatever the pattern of losses, and next to nothing until
 * the first frame is in it: anybody may announce two thousand million frames.
 *
 * <p>Not safe for use by several threads. Adding, removing and testing a single frame allocate
 * nothing, but for the first one.
 */
public final class FrameSet {
  private final int frames;
  private BitSet bits = new BitSet(0);
  private int size;

  private FrameSet(int frames) {
    if (frames < 1) {
      throw new IllegalArgumentException("a session has at least one frame, not " + frames);
    }
    this.frames = frames;
  }

  /** To add to. */
  private BitSet room() {
    if (bits.size() < frames) {
      // In one step: growing with each frame would allocate again and again.
      BitSet larger = new BitSet(frames);
      larger.or(bits);
      bits = larger;
    }
    return bits;
  }

  /** None of the frames 0 to {@code frames} - 1. */
  public static FrameSet none(int frames) {
    return new FrameSet(frames);
  }

  /** All of the frames 0 to {@code frames} - 1. */
  public static FrameSet all(int frames) {
    FrameSet set = new FrameSet(frames);
    set.addAll();
    return set;
  }

  /** How many frames the session has: the bound of every number in this set. */
  public int frames() {
    return frames;
  }

  /** How many frames are in the set. */
  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public boolean isFull() {
    return size == frames;
  }

  public boolean contains(int frame) {
    return bits.get(frame);
  }

  /**
   * Adds one frame.
   *
   * @return whether it was new
   */
  public boolean add(int frame) {
    checkBounds(frame, 1);
    if (bits.get(frame)) {
      return false;
    }
    room().set(frame);
    size++;
    return true;
  }

  /** Adds every frame of a range that lies within the session. */
  public void add(FrameRange range) {
    checkBounds(range.first(), range.count());
    size += countMissing(range.first(), range.end());
    room().set(range.first(), range.end());
  }

  /**
   * Adds every frame that another set of the same session has.
   *
   * @return how many were new
   */
  int addAll(FrameSet others) {
    int before = size;
    room().or(others.bits);
    size = bits.cardinality();
    return size - before;
  }

  /** Adds the {@code count} highest frames below {@code end} that are not in the set. */
  void addLastMissing(int end, int count) {
    int frame = end;
    for (int i = 0; i < count; i++) {
      frame = bits.previousClearBit(frame - 1);
      add(frame);
    }
  }

  /** Adds every frame of the session. */
  public void addAll() {
    room().set(0, frames);
    size = frames;
  }

  /** Removes the frames {@code from} to {@code to} - 1. */
  void remove(int from, int to) {
    size -= count(from, to);
    bits.clear(from, to);
  }

  /** Removes every frame. */
  public void clear() {
    bits.clear();
    size = 0;
  }

  /** The lowest frame in the set that is not below {@code from}, or -1. */
  public int nextFrom(int from) {
    return from >= frames ? -1 : bits.nextSetBit(from);
  }

  /** The lowest frame that is not in the set and not below {@code from}; may be beyond the last. */
  int nextMissing(int from) {
    return bits.nextClearBit(from);
  }

  /** How many of the frames {@code from} to {@code to} - 1 are in the set. */
  int count(int from, int to) {
    return to - from - countMissing(from, to);
  }

  /** How many of the frames {@code from} to {@code to} - 1 are not in the set. */
  int countMissing(int from, int to) {
    int missing = 0;
    for (int frame = bits.nextClearBit(from); frame < to; frame = bits.nextClearBit(frame + 1)) {
      missing++;
    }
    return missing;
  }

  /** A set of its own with the same frames. */
  FrameSet copy() {
    FrameSet copy = new FrameSet(frames);
    copy.room().or(bits);
    copy.size = size;
    return copy;
  }

  /**
   * The first run of frames that are not in the set, at or after {@code from}.
   *
   * @return null when every frame from there on is in the set
   */
  public FrameRange nextGap(int from) {
    int first = from >= frames ? frames : bits.nextClearBit(from);
    if (first >= frames) {
      return null;
    }
    int end = bits.nextSetBit(first);
    return new FrameRange(first, (end < 0 ? frames : end) - first);
  }

  /** All runs of frames that are not in the set, ascending. */
  public List<FrameRange> gaps() {
    List<FrameRange> gaps = new ArrayList<>();
    for (FrameRange gap = nextGap(0); gap != null; gap = nextGap(gap.end())) {
      gaps.add(gap);
    }
    return gaps;
  }

  private void checkBounds(int first, int count) {
    if (first < 0 || count > frames - first) {
      throw new IndexOutOfBoundsException(
          "frames " + first + " to " + (first + count - 1L) + " of a session of " + frames);
    }
  }
}
