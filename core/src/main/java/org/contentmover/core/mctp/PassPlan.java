package org.contentmover.core.mctp;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.mctp.wire.BlockNeed;
import org.contentmover.core.mctp.wire.FrameRange;

/**
 * What the present pass sends, in order, and what the next one must. For each coding block of which
 * anything is missing that is as many new parity frames as the participant that lacks most of it
 * needs (LD-6). It is the missing data frames themselves, the union of what participants lack
 * (LD-4), where parity would not be fewer, or where the block's parity frames are used up.
 *
 * <p>What participants tell inside a pass that they lack of it is sent at once, as parity frames
 * between its other frames (LD-11): the pass after it has little left to repair.
 *
 * <p>The leader keeps sets and counts for the session, not for each server: memory does not grow
 * with the number of participants.
 */
final class PassPlan {
  /** Two parity frames that are not needed cost less than another pass. */
  private static final int MOST_SPARE = 2;

  private final CodingBlocks blocks;

  /** Parity frames sent so far of each block: the next one has this index. */
  private final byte[] parityUsed;

  /** Parity frames of the present pass that are still to be sent, for each block. */
  private final byte[] parityLeft;

  /** Number of the last mark before the last parity frame of each block. */
  private final int[] parityMark;

  /** Parity frames of each block that had been sent at that mark. */
  private final byte[] usedAtMark;

  private int mark;
  private RepairNeeds current;
  private RepairNeeds next;
  private int framesInPass;
  private int sent;

  /** The data frame to send next unless a parity frame comes before it; -1 for none. */
  private int dataCursor;

  /** The first block that has parity frames left; the number of blocks for none. */
  private int parityCursor;

  PassPlan(int frames) {
    blocks = new CodingBlocks(frames);
    parityUsed = new byte[blocks.count()];
    parityLeft = new byte[blocks.count()];
    parityMark = new int[blocks.count()];
    usedAtMark = new byte[blocks.count()];
    current = new RepairNeeds(blocks);
    next = new RepairNeeds(blocks);
  }

  /**
   * Goes on with the parity frames of a session that receivers cannot tell from this one: what it
   * has sent they may hold.
   */
  void continueAfter(PassPlan earlier) {
    if (earlier.blocks.equals(blocks)) {
      System.arraycopy(earlier.parityUsed, 0, parityUsed, 0, parityUsed.length);
    }
  }

  /** Some participant lacks these frames; ranges of one part of its status. */
  void need(List<FrameRange> ranges) {
    next.add(ranges);
  }

  /** Whether a next pass would send anything. */
  boolean isNeeded() {
    return !next.isEmpty();
  }

  /** Who lacked them does not need multicast any more. */
  void forgetNeeds() {
    next.clear();
  }

  /**
   * Begins to send what is needed; what is needed after that is gathered from nothing.
   *
   * @param spareFrames so many more parity frames may be sent in a repair that would be shorter
   *     than asking again takes, against losses in the pass itself
   */
  void beginPass(int spareFrames) {
    RepairNeeds emptied = current;
    current = next;
    next = emptied;
    next.clear();
    Arrays.fill(parityLeft, (byte) 0);
    framesInPass = 0;
    sent = 0;
    FrameSet data = current.union();
    int spare = Math.min(MOST_SPARE, spareFrames / current.countBlocks());
    for (int frame = data.nextFrom(0); frame >= 0; ) {
      int block = CodingBlocks.of(frame);
      planBlock(block);
      addParity(block, spare);
      frame = data.nextFrom(blocks.end(block));
    }
    dataCursor = data.nextFrom(0);
    parityCursor = nextParity(0);
  }

  /** Sends more parity frames of a block in this pass, if it has them; returns how many. */
  private int addParity(int block, int frames) {
    if (parityUsed[block] + parityLeft[block] + frames > CodingBlock.MAX_PARITY) {
      return 0;
    }
    parityLeft[block] += (byte) frames;
    framesInPass += frames;
    return frames;
  }

  /**
   * Sends parity frames of the blocks that have data frames left in this pass, before anybody asks.
   *
   * @param lossOf how many of so many frames may get lost
   */
  void addAhead(IntUnaryOperator lossOf) {
    for (int frame = dataCursor; frame >= 0; ) {
      int block = CodingBlocks.of(frame);
      int end = blocks.end(block);
      int inPass = current.union().count(CodingBlocks.first(block), end);
      addParity(block, lossOf.applyAsInt(inPass));
      frame = current.union().nextFrom(end);
    }
    parityCursor = nextParity(0);
  }

  private void planBlock(int block) {
    int first = CodingBlocks.first(block);
    int end = blocks.end(block);
    int union = current.union().count(first, end);
    int parity = current.largest(block);
    if (union > parity && parityUsed[block] + parity <= CodingBlock.MAX_PARITY) {
      current.union().remove(first, end);
      parityLeft[block] = (byte) parity;
      framesInPass += parity;
    } else {
      framesInPass += union;
    }
  }

  private int nextParity(int from) {
    int block = from;
    while (block < parityLeft.length && parityLeft[block] == 0) {
      block++;
    }
    return block;
  }

  // ---- needs told inside the pass

  /** A mark with this number goes into the stream now. */
  void marked(int number) {
    mark = number;
  }

  /**
   * How many blocks, from the first on, have no data frame left to be sent in this pass; 0 when it
   * is over, and needs of it are not told between its frames any more.
   */
  int sentBlocks() {
    if (isPassOver()) {
      return 0;
    }
    return dataCursor < 0 ? blocks.count() : CodingBlocks.of(dataCursor);
  }

  /**
   * At that mark a participant lacked so many frames of a block; too late after the pass. It may
   * name a block that there is not.
   *
   * @return how many more frames the pass has for that
   */
  int needAt(int itsMark, BlockNeed need) {
    int block = need.block();
    if (block >= sentBlocks()) {
      return 0;
    }
    // Of parity frames sent after the mark it could not know.
    boolean told = itsMark > parityMark[block];
    if (!told && itsMark < parityMark[block]) {
      return 0;
    }
    int wanted = (told ? parityUsed[block] : usedAtMark[block]) + need.frames();
    int more = wanted - parityUsed[block] - parityLeft[block];
    if (more <= 0) {
      return 0;
    }
    int added = addParity(block, more);
    parityCursor = nextParity(Math.min(block, parityCursor));
    return added;
  }

  // ---- the frame to send next

  /** Whether it is a parity frame; asked while the pass is not over. */
  boolean isParityNext() {
    return dataCursor < 0 || parityCursor < CodingBlocks.of(dataCursor);
  }

  /** The number of the data frame to send next. */
  int frame() {
    return dataCursor;
  }

  /** The block of the parity frame to send next. */
  int parityBlock() {
    return parityCursor;
  }

  /** The index of the parity frame to send next. */
  int parityIndex() {
    return parityUsed[parityCursor];
  }

  /** The frame to send next has been sent. */
  void advance() {
    sent++;
    if (isParityNext()) {
      if (parityMark[parityCursor] != mark) {
        parityMark[parityCursor] = mark;
        usedAtMark[parityCursor] = parityUsed[parityCursor];
      }
      parityUsed[parityCursor]++;
      parityLeft[parityCursor]--;
      parityCursor = nextParity(parityCursor);
    } else {
      dataCursor = current.union().nextFrom(dataCursor + 1);
    }
  }

  /** How many frames the pass has. */
  int framesInPass() {
    return framesInPass;
  }

  /** How many of them have not been sent. */
  int framesLeft() {
    return framesInPass - sent;
  }

  /** Whether all of them have been sent. */
  boolean isPassOver() {
    return framesLeft() == 0;
  }

  /** How much of the pass has been sent, 0 to 1. */
  double sentShare() {
    return (double) sent / framesInPass;
  }
}
