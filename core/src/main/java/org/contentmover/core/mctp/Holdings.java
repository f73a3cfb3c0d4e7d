package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.mctp.wire.BlockNeed;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.TransferIgnored;

/**
 * What one reception has: data frames in the spool file, and parity frames in memory that wait for
 * enough others to restore what their coding block lacks (LD-6).
 *
 * <p>A data frame that will be restored counts as there from the moment the repair is ordered: the
 * disk repairs before it verifies.
 */
final class Holdings {
  private static final byte[] NO_PARITY = {};

  private final ReceiverOutput output;
  private final MctpCounters counters;

  private TransferSession session;
  private CodingBlocks blocks;
  private FrameSet have;

  /** Parity frames held, numbered as on the wire. */
  private BitSet parity;

  /** How many of them each block has; made with the first one. */
  private byte[] parityOf;

  private int parityHeld;

  Holdings(TransferSession session, ReceiverOutput output, MctpCounters counters) {
    this.output = output;
    this.counters = counters;
    begin(session);
  }

  /** Nothing is there of this session. */
  void begin(TransferSession newSession) {
    dropAllParity();
    session = newSession;
    have = FrameSet.none(newSession.frames());
    blocks = newSession.codingBlocks();
    parity = new BitSet();
    parityOf = NO_PARITY;
  }

  /** Another session brings the same content: data stays when it comes in the same frames. */
  void goOn(TransferSession sameContent) {
    if (sameContent.sameFramesAs(session)) {
      counters.receptionsResumed++;
      dropAllParity();
      session = sameContent;
    } else {
      counters.receptionsRestarted++;
      begin(sameContent);
    }
  }

  /** These are in the spool file since an earlier life of this server. */
  void addFound(FrameSet found) {
    counters.framesFound += have.addAll(found);
  }

  /** All that was missing has been fetched. */
  void addAll() {
    dropAllParity();
    have.addAll();
  }

  boolean isFull() {
    return have.isFull();
  }

  boolean isEmpty() {
    return have.isEmpty();
  }

  /** How many frames the spool file lacks. */
  int missingFrames() {
    return have.frames() - have.size();
  }

  /**
   * Takes a frame of this session, of right length; the datagram's position and limit change.
   *
   * @return why it was ignored, null if taken
   */
  TransferIgnored take(ByteBuffer datagram) {
    int number = FrameHeader.frame(datagram);
    boolean isParity = FrameHeader.isParity(datagram);
    int end = datagram.limit();
    int from = datagram.position() + FrameHeader.BYTES;
    datagram.limit(from + FrameHeader.payloadBytes(datagram)).position(from);
    TransferIgnored ignored = isParity ? takeParity(number, datagram) : takeData(number, datagram);
    datagram.limit(end);
    return ignored;
  }

  private TransferIgnored takeData(int frame, ByteBuffer payload) {
    if (have.contains(frame)) {
      return TransferIgnored.DUPLICATE;
    }
    if (!output.writeFrame(session.assignment(), session.offsetOf(frame), payload)) {
      return TransferIgnored.DISK_BEHIND;
    }
    have.add(frame);
    counters.framesReceived++;
    if (parityHeld > 0 && parityOf[CodingBlocks.of(frame)] > 0) {
      repair(CodingBlocks.of(frame));
    }
    return null;
  }

  private TransferIgnored takeParity(int number, ByteBuffer payload) {
    int block = CodingBlocks.of(number);
    if (parity.get(number) || missingOf(block) == 0) {
      return TransferIgnored.DUPLICATE;
    }
    int index = number - CodingBlocks.first(block);
    if (!output.keepParity(session.assignment(), block, index, payload)) {
      return TransferIgnored.NO_ROOM;
    }
    parity.set(number);
    if (parityOf == NO_PARITY) {
      parityOf = new byte[blocks.count()];
    }
    parityOf[block]++;
    parityHeld++;
    counters.parityReceived++;
    repair(block);
    return null;
  }

  private int missingOf(int block) {
    return have.countMissing(CodingBlocks.first(block), blocks.end(block));
  }

  /** Repairs a block if it can be by now. */
  private void repair(int block) {
    int count = missingOf(block);
    if (count > parityOf[block]) {
      return;
    }
    int[] missing = missingIn(block, count);
    if (output.repair(session, block, missing)) {
      for (int frame : missing) {
        have.add(frame);
      }
      counters.framesRepaired += count;
    } else {
      counters.repairsFailed++;
    }
    forgetParity(block);
  }

  private int[] missingIn(int block, int count) {
    int[] missing = new int[count];
    int from = CodingBlocks.first(block);
    for (int i = 0; i < count; i++) {
      missing[i] = have.nextMissing(from);
      from = missing[i] + 1;
    }
    return missing;
  }

  private void forgetParity(int block) {
    int first = CodingBlocks.first(block);
    parity.clear(first, first + CodingBlock.MAX_PARITY);
    parityHeld -= parityOf[block];
    parityOf[block] = 0;
  }

  private void dropAllParity() {
    if (parityHeld > 0) {
      for (int block = 0; block < parityOf.length; block++) {
        if (parityOf[block] > 0) {
          output.dropParity(session.assignment(), block);
        }
      }
      parity.clear();
      Arrays.fill(parityOf, (byte) 0);
      parityHeld = 0;
    }
  }

  /**
   * What the leader need not send: data frames that are here, and for each block as many of the
   * others as parity frames are held of it. Any others will do, so the last ones are taken: every
   * receiver then asks for the first ones.
   */
  FrameSet notNeeded() {
    if (parityHeld == 0) {
      return have;
    }
    FrameSet notNeeded = have.copy();
    for (int block = 0; block < parityOf.length; block++) {
      if (parityOf[block] > 0) {
        notNeeded.addLastMissing(blocks.end(block), parityOf[block]);
      }
    }
    return notNeeded;
  }

  /**
   * How many parity frames would restore each block that lacks any.
   *
   * @param sentBlocks looks at so many blocks, from the first on
   * @param most ends after so many needs
   */
  List<BlockNeed> needs(int sentBlocks, int most) {
    List<BlockNeed> needs = new ArrayList<>();
    int end = sentBlocks < blocks.count() ? CodingBlocks.first(sentBlocks) : blocks.frames();
    int missing = have.nextMissing(0);
    while (missing < end && needs.size() < most) {
      int block = CodingBlocks.of(missing);
      int frames = missingOf(block) - (parityHeld > 0 ? parityOf[block] : 0);
      if (frames > 0) {
        needs.add(new BlockNeed(block, frames));
      }
      missing = have.nextMissing(blocks.end(block));
    }
    return needs;
  }

  /** What the spool file lacks, in bytes, ascending. */
  List<ByteRange> missing() {
    return session.bytesOf(have.gaps());
  }
}
