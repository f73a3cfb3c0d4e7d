package org.contentmover.gl.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.mctp.CodingBlocks;
import org.contentmover.core.mctp.TransferSession;

/**
 * Makes the parity frames of one file (LD-6). Reads a coding block once for all parity frames that
 * are asked for one after the other; each of them then takes some 15 µs (ADR 0090).
 *
 * <p>Owned by one thread; a read blocks for as long as the disk takes. Memory: a block, on the
 * heap.
 */
public final class ParitySource {
  private static final int NONE = -1;

  private final SourceFile source;
  private final CodingBlock coding;
  private final ByteBuffer content;
  private int loaded = NONE;

  /** For frames of this size. */
  public ParitySource(SourceFile source, int frameBytes) {
    this.source = source;
    this.coding = new CodingBlock(frameBytes);
    this.content = ByteBuffer.allocate(frameBytes);
  }

  /**
   * Appends a parity frame to {@code target}, as long as the session wants it.
   *
   * @throws IOException when the file cannot be read
   */
  public void read(TransferSession session, int number, int index, ByteBuffer target)
      throws IOException {
    if (loaded != number) {
      loaded = NONE; // half-read it must not be taken for the block
      load(session, number);
      loaded = number;
    }
    coding.makeParity(index, target, session.parityBytes(number));
  }

  private void load(TransferSession session, int number) throws IOException {
    int first = CodingBlocks.first(number);
    int size = session.codingBlocks().size(number);
    coding.begin(size);
    for (int frame = 0; frame < size; frame++) {
      content.clear().limit(session.lengthOf(first + frame));
      source.read(session.offsetOf(first + frame), content);
      coding.putData(frame, content.flip());
    }
  }
}
