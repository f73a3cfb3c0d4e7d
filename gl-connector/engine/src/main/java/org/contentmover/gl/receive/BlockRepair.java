package org.contentmover.gl.receive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.mctp.CodingBlocks;
import org.contentmover.core.mctp.TransferSession;

/**
 * Restores data frames of one coding block after the other in a file: reads what is there, solves
 * for what is missing, writes that (LD-6).
 *
 * <p>Used by one thread at a time. Memory: two blocks.
 */
final class BlockRepair {
  private final CodingBlock coding;
  private final ByteBuffer block;

  /** For blocks of frames of this size. */
  BlockRepair(int frameBytes) {
    coding = new CodingBlock(frameBytes);
    block = ByteBuffer.allocateDirect(CodingBlock.MAX_DATA * frameBytes);
  }

  int frameBytes() {
    return coding.frameBytes();
  }

  /**
   * Repairs one block.
   *
   * @param missing numbers of the frames to restore, ascending
   * @param parity at least as many parity frames of the block
   */
  void repair(
      FileChannel file,
      Written written,
      TransferSession session,
      int number,
      int[] missing,
      List<ParityRoom.Kept> parity)
      throws IOException {
    int first = CodingBlocks.first(number);
    int size = session.codingBlocks().size(number);
    read(file, session, first, size);
    coding.begin(size);
    int next = 0;
    for (int frame = first; frame < first + size; frame++) {
      if (next < missing.length && missing[next] == frame) {
        next++;
      } else {
        coding.putData(frame - first, slice(session, first, frame));
      }
    }
    parity.forEach(kept -> coding.putParity(kept.index(), kept.content()));
    coding.restore();
    for (int frame : missing) {
      ByteBuffer restored = slice(session, first, frame);
      coding.getData(frame - first, restored, restored.remaining());
      write(file, written, session.offsetOf(frame), restored.flip());
    }
  }

  private void read(FileChannel file, TransferSession session, int first, int size)
      throws IOException {
    int last = first + size - 1;
    long from = session.offsetOf(first);
    block.clear().limit((int) (session.offsetOf(last) + session.lengthOf(last) - from));
    while (block.hasRemaining()) {
      if (file.read(block, from + block.position()) < 0) {
        throw new EOFException("the file became shorter: nothing at byte " + from);
      }
    }
  }

  private ByteBuffer slice(TransferSession session, int first, int frame) {
    int at = (int) (session.offsetOf(frame) - session.offsetOf(first));
    return block.slice(at, session.lengthOf(frame));
  }

  private static void write(FileChannel file, Written written, long offset, ByteBuffer content)
      throws IOException {
    for (long at = offset; content.hasRemaining(); ) {
      at += file.write(content, at);
    }
    written.onWritten(offset, content.rewind());
  }
}
