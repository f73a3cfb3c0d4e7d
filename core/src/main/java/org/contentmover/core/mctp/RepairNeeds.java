package org.contentmover.core.mctp;

import java.util.Arrays;
import java.util.List;
import org.contentmover.core.mctp.wire.FrameRange;

/**
 * What statuses say is missing: the union over all participants, and for each coding block the
 * largest number that any one of them lacks. That many parity frames help all of them (LD-6).
 *
 * <p>Built part by part. A part tells whole blocks, so a block's number never has to be added up
 * from two datagrams; should one do otherwise, too few parity frames are sent, and more in the next
 * pass.
 */
final class RepairNeeds {
  private final CodingBlocks blocks;
  private final FrameSet union;
  private final short[] largest;

  RepairNeeds(CodingBlocks blocks) {
    this.blocks = blocks;
    this.union = FrameSet.none(blocks.frames());
    this.largest = new short[blocks.count()];
  }

  /** One part of what one participant lacks. */
  void add(List<FrameRange> ranges) {
    int block = -1;
    int count = 0;
    for (FrameRange range : ranges) {
      union.add(range);
      for (int frame = range.first(); frame < range.end(); ) {
        int next = Math.min(range.end(), blocks.end(CodingBlocks.of(frame)));
        if (CodingBlocks.of(frame) != block) {
          block = CodingBlocks.of(frame);
          count = 0;
        }
        count += next - frame;
        largest[block] = (short) Math.max(largest[block], count);
        frame = next;
      }
    }
  }

  boolean isEmpty() {
    return union.isEmpty();
  }

  void clear() {
    union.clear();
    Arrays.fill(largest, (short) 0);
  }

  /** How many blocks anybody lacks frames of; at least 1 unless nothing is missing. */
  int countBlocks() {
    int count = 0;
    for (short most : largest) {
      count += most > 0 ? 1 : 0;
    }
    return count;
  }

  /** Frames that anybody lacks. */
  FrameSet union() {
    return union;
  }

  /** How many of this block's frames are lacked by whoever lacks most of them. */
  int largest(int block) {
    return largest[block];
  }
}
