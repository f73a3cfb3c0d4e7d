package org.contentmover.core.mctp;

import org.contentmover.core.fec.CodingBlock;

/**
 * How the frames of a session are divided for parity repair: 128 that follow each other make a
 * coding block, the last one of a file has what is left (LD-6).
 *
 * @param frames of the whole session
 */
public record CodingBlocks(int frames) {
  /** Data frames of every coding block but the last. */
  static final int SIZE = CodingBlock.MAX_DATA;

  /** The block that a frame belongs to; also tells it from the number of a parity frame. */
  static int of(int frame) {
    return frame / SIZE;
  }

  /** How many blocks there are. */
  int count() {
    return of(frames - 1) + 1;
  }

  /** The first data frame of a block. */
  public static int first(int block) {
    return block * SIZE;
  }

  /** The first frame after those of a block. */
  int end(int block) {
    return first(block) + size(block);
  }

  /** How many data frames a block has. */
  public int size(int block) {
    return Math.min(SIZE, frames - first(block));
  }
}
