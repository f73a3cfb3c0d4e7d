package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.FrameSet;
import org.contentmover.core.mctp.TransferSession;

/**
 * A spool file, and what must hold of it (LD-3, DT-8): every frame is written to its place, and
 * none twice: nobody sends, and nobody asks for, what is there.
 */
final class Spool {
  private final ServerName owner;

  /** What was sent; the network of the simulation damages nothing. */
  private final byte[] expected;

  private final byte[] content;

  /** Offsets at which frames were written. */
  private final BitSet written = new BitSet();

  Spool(ServerName owner, byte[] expected) {
    this.owner = owner;
    this.expected = expected;
    this.content = new byte[expected.length];
  }

  void write(long offset, ByteBuffer payload) {
    int at = (int) offset;
    int end = at + payload.remaining();
    payload.get(content, at, end - at);
    if (!Arrays.equals(content, at, end, expected, at, end)) {
      throw new InvariantViolation(owner + " writes other bytes than were sent, at offset " + at);
    }
    if (written.get(at)) {
      throw new InvariantViolation(owner + " writes the frame at offset " + at + " twice");
    }
    written.set(at);
  }

  /**
   * The process dies: what it had written last was still in its memory.
   *
   * @param lost so many bytes of the file, from its end backwards, as far as they were written
   */
  void loseLast(int lost) {
    written.clear(Math.max(0, written.length() - lost), written.length());
  }

  /** Frames that are there when the file is opened again. */
  FrameSet found(TransferSession session) {
    FrameSet found = FrameSet.none(session.frames());
    for (int frame = 0; frame < session.frames(); frame++) {
      if (written.get((int) session.offsetOf(frame))) {
        found.add(frame);
      }
    }
    return found;
  }

  /** Bytes that came by unicast. */
  void fill(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, content, offset, length);
  }

  /** The member says that all is there. */
  void assertWhole() {
    int differsAt = Arrays.mismatch(content, expected);
    if (differsAt >= 0) {
      throw new InvariantViolation(
          owner + " says that it has everything, and lacks what is at offset " + differsAt);
    }
  }

  byte[] content() {
    return content;
  }
}
