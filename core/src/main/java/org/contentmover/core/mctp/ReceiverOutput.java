package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import java.util.List;
import org.contentmover.core.ids.AssignmentId;

/**
 * What the receiving side wants done. Called on the thread that called the machine, in the order in
 * which the effects must happen; must not call the machine back: answers come later, as inputs.
 */
public interface ReceiverOutput extends ControlCarrier {
  /**
   * Ask the agent whether it wants this assignment; its answer is one of {@code accepted}, {@code
   * alreadyHave}, {@code notAddressed}, {@code refused}.
   */
  void offered(TransferSession session);

  /**
   * Make the spool file, or keep the one that is open for this assignment with all it contains, and
   * join the session's data channel unless it is a block; answered with {@code spoolOpened}, after
   * {@code framesFound} when an earlier life of this server left frames there, or with {@code
   * spoolFailed}.
   */
  void openSpool(TransferSession session);

  /**
   * Write one frame's content to the spool file. The payload is a view of the datagram: valid
   * during the call only. A write that fails is told by {@code spoolFailed}.
   *
   * @return false when the disk is behind and cannot take it now: the frame then counts as lost on
   *     the way
   */
  boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload);

  /**
   * Keep one parity frame of a coding block in memory. The payload is a view of the datagram: valid
   * during the call only.
   *
   * @return false when there is no room: the frame then counts as lost on the way
   */
  boolean keepParity(AssignmentId assignment, int block, int index, ByteBuffer payload);

  /**
   * Restore data frames of a coding block from its other data frames, which all have been written,
   * and its parity frames kept, and write them to the spool file; off this thread, after the writes
   * before it and before what is ordered after it. The block's parity frames are let go. A write
   * that fails is told by {@code spoolFailed}.
   *
   * @param session what is transferred
   * @param block number of the coding block
   * @param missing numbers of the data frames, ascending
   * @return false when it cannot be done: the frames stay missing
   */
  boolean repair(TransferSession session, int block, int[] missing);

  /** Let the parity frames go that are kept of this block. */
  void dropParity(AssignmentId assignment, int block);

  /**
   * Compute the spool file's SHA-256 off this thread, make the file durable, and answer with {@code
   * verified}.
   */
  void verify(TransferSession session);

  /**
   * Have the agent fetch these ranges by unicast; answered with {@code rangesFilled}.
   *
   * @param session has source URL and ticket
   * @param ranges ascending, not touching each other
   */
  void rangesWanted(TransferSession session, List<ByteRange> ranges);

  /** The assignment is complete and verified. The data channel may be left, the file be closed. */
  void received(TransferSession session);

  /**
   * Nothing more comes of this reception: leave the data channel, close and delete the spool file,
   * let go what parity frames are kept.
   */
  void receptionDropped(AssignmentId assignment, String reason);
}
