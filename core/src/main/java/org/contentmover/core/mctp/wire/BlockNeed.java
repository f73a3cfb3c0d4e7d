package org.contentmover.core.mctp.wire;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * How many more parity frames of a coding block would restore it at a receiver (LD-6, LD-11).
 *
 * @param block number of the block
 * @param frames 1 to {@link CodingBlock#MAX_DATA}
 */
public record BlockNeed(int block, int frames) {
  /** Most of one message: what is beyond them is told when they are met. */
  public static final int MAX_NEEDS = 300;

  static void writeAll(WireWriter out, List<BlockNeed> needs) {
    out.u16(needs.size());
    int next = 0;
    for (BlockNeed need : needs) {
      Fields.writeVarint(out, need.block - next);
      out.u8(need.frames);
      next = need.block + 1;
    }
  }

  /** Ascending blocks; anything else makes the message malformed. */
  static List<BlockNeed> readAll(WireReader in) {
    int count = in.u16();
    List<BlockNeed> needs = new ArrayList<>();
    long next = 0;
    for (int i = 0; i < count && in.ok(); i++) {
      long block = next + Fields.readVarint(in);
      int frames = in.u8();
      if (block > Integer.MAX_VALUE || frames < 1 || frames > CodingBlock.MAX_DATA) {
        in.fail();
      }
      needs.add(new BlockNeed((int) block, frames));
      next = block + 1;
    }
    return needs;
  }
}
