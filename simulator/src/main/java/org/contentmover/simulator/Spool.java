package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ByteRange;
import org.contentmover.core.mctp.FrameSet;
import org.contentmover.core.mctp.TransferSession;

/**
 * A spool file, and what must hold of it (LD-3, DT-8): every frame is written to its place, and
 * none twice: nobody sends, and nobody asks for, what is there. What is written is compared with
 * what was sent, so nothing has to be kept of it but where it is.
 */
final class Spool {
  private final ServerName owner;

  /** What was sent; the network of the simulation damages nothing. */
  private final byte[] expected;

  /** Where each frame that was written begins and ends. */
  private final NavigableMap<Integer, Integer> written = new TreeMap<>();

  /** What came by unicast. */
  private final List<ByteRange> filled = new ArrayList<>();

  Spool(ServerName owner, byte[] expected) {
    this.owner = owner;
    this.expected = expected;
  }

  void write(long offset, ByteBuffer payload) {
    int at = (int) offset;
    int length = payload.remaining();
    if (payload.mismatch(ByteBuffer.wrap(expected, at, length)) >= 0) {
      throw new InvariantViolation(owner + " writes other bytes than were sent, at offset " + at);
    }
    if (written.put(at, at + length) != null) {
      throw new InvariantViolation(owner + " writes the frame at offset " + at + " twice");
    }
    payload.position(payload.limit());
  }

  /**
   * The process dies: what it had written last was still in its memory.
   *
   * @param lost so many bytes of the file, from its end backwards, as far as they were written
   */
  void loseLast(int lost) {
    if (!written.isEmpty()) {
      written.tailMap(written.lastKey() - lost, false).clear();
    }
  }

  /** Frames that are there when the file is opened again. */
  FrameSet found(TransferSession session) {
    FrameSet found = FrameSet.none(session.frames());
    for (int frame = 0; frame < session.frames(); frame++) {
      int at = (int) session.offsetOf(frame);
      if (written.containsKey(at) || filledUntil(at) >= at + session.lengthOf(frame)) {
        found.add(frame);
      }
    }
    return found;
  }

  /** Bytes that came by unicast, from what was sent. */
  void fill(ByteRange range) {
    filled.add(range);
  }

  /** The member says that all is there. */
  void assertWhole() {
    int at = 0;
    while (at < expected.length) {
      int end = Math.max(writtenUntil(at), filledUntil(at));
      if (end == at) {
        throw new InvariantViolation(
            owner + " says that it has everything, and lacks what is at offset " + at);
      }
      at = end;
    }
  }

  /** What was fetched may end in the middle of a frame that came by multicast afterwards. */
  private int writtenUntil(int at) {
    Map.Entry<Integer, Integer> frame = written.floorEntry(at);
    return frame == null ? at : Math.max(at, frame.getValue());
  }

  private int filledUntil(int at) {
    long until = at;
    for (ByteRange range : filled) {
      if (range.offset() <= at) {
        until = Math.max(until, range.offset() + range.length());
      }
    }
    return (int) until;
  }

  /** What is there, where something is there. */
  byte[] content() {
    return expected;
  }
}
