package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.mctp.CodingBlocks;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.FrameHeader;

/** The parity frames of one simulated server: really computed, kept, and really solved. */
final class SimulatedParity {
  private record Block(AssignmentId assignment, int number) {}

  private record Kept(int index, byte[] content) {}

  private final Map<Block, List<Kept>> kept = new HashMap<>();

  /** What was encoded last: the parity frames of a block are sent one after the other. */
  private Block encodedBlock;

  private CodingBlock encoded;

  /** Working memory for repairs, of the size of frames that was needed last. */
  private CodingBlock solver;

  /** One parity frame as a datagram. */
  ByteBuffer frame(TransferSession session, int pass, int block, int index, byte[] content) {
    Block wanted = new Block(session.assignment(), block);
    if (!wanted.equals(encodedBlock)) {
      encodedBlock = wanted;
      encoded = new CodingBlock(session.parityBytes(block));
      fill(encoded, session, block, content, new int[0]);
    }
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + encoded.frameBytes());
    session.writeParityHeader(datagram, pass, block, index);
    encoded.makeParity(index, datagram, encoded.frameBytes());
    return datagram.flip();
  }

  void keep(AssignmentId assignment, int block, int index, ByteBuffer payload) {
    byte[] content = new byte[payload.remaining()];
    payload.get(content);
    kept.computeIfAbsent(new Block(assignment, block), key -> new ArrayList<>())
        .add(new Kept(index, content));
  }

  void drop(AssignmentId assignment, int block) {
    kept.remove(new Block(assignment, block));
  }

  void drop(AssignmentId assignment) {
    kept.keySet().removeIf(block -> block.assignment.equals(assignment));
  }

  /** Restores the missing frames in the spool from the others and what is kept of the block. */
  void repair(TransferSession session, int block, int[] missing, Spool spool) {
    int frameBytes = session.parityBytes(block);
    if (solver == null || solver.frameBytes() != frameBytes) {
      solver = new CodingBlock(frameBytes);
    }
    fill(solver, session, block, spool.content(), missing);
    for (Kept parity : kept.remove(new Block(session.assignment(), block))) {
      solver.putParity(parity.index, ByteBuffer.wrap(parity.content));
    }
    solver.restore();
    for (int frame : missing) {
      ByteBuffer restored = ByteBuffer.allocate(session.lengthOf(frame));
      solver.getData(frame - CodingBlocks.first(block), restored, restored.capacity());
      spool.write(session.offsetOf(frame), restored.flip());
    }
  }

  /** The process died. */
  void clear() {
    kept.clear();
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
}
