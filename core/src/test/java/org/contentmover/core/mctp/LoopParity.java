package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.ids.AssignmentId;

/** The parity frames of a {@link LoopServer}: really computed, and really solved. */
final class LoopParity {
  private final Map<String, Map<Integer, byte[]>> kept = new HashMap<>();

  /** So many parity frames more find no room. */
  int noRoomFrames;

  static ByteBuffer frame(TransferSession session, int pass, int block, int index, byte[] content) {
    CodingBlock coding = new CodingBlock(session.parityBytes(block));
    fill(coding, session, block, content, new int[0]);
    ByteBuffer datagram = ByteBuffer.allocate(24 + session.parityBytes(block));
    session.writeParityHeader(datagram, pass, block, index);
    coding.makeParity(index, datagram, session.parityBytes(block));
    return datagram.flip();
  }

  boolean keep(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    if (noRoomFrames > 0) {
      noRoomFrames--;
      return false;
    }
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    kept.computeIfAbsent(assignment + "/" + block, key -> new HashMap<>()).put(index, bytes);
    return true;
  }

  void repair(TransferSession session, int block, int[] missing, byte[] spool) {
    CodingBlock coding = new CodingBlock(session.parityBytes(block));
    fill(coding, session, block, spool, missing);
    kept.remove(session.assignment() + "/" + block)
        .forEach((index, bytes) -> coding.putParity(index, ByteBuffer.wrap(bytes)));
    coding.restore();
    for (int frame : missing) {
      int length = session.lengthOf(frame);
      ByteBuffer to = ByteBuffer.wrap(spool, (int) session.offsetOf(frame), length);
      coding.getData(frame - CodingBlocks.first(block), to, length);
    }
  }

  void drop(AssignmentId assignment, int block) {
    kept.remove(assignment + "/" + block);
  }

  void drop(AssignmentId assignment) {
    kept.keySet().removeIf(key -> key.startsWith(assignment + "/"));
  }

  private static void fill(
      CodingBlock coding, TransferSession session, int block, byte[] content, int[] without) {
    int size = session.codingBlocks().size(block);
    coding.begin(size);
    for (int i = 0; i < size; i++) {
      int frame = CodingBlocks.first(block) + i;
      if (Arrays.binarySearch(without, frame) < 0) {
        int offset = (int) session.offsetOf(frame);
        coding.putData(i, ByteBuffer.wrap(content, offset, session.lengthOf(frame)));
      }
    }
  }

  /** How many blocks have parity frames that are still kept. */
  int blocks() {
    return kept.size();
  }
}
