package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.AssignmentId;

/**
 * What the sending side wants done. Called on the thread that called the machine, in the order in
 * which the effects must happen; must not call the machine back.
 */
public interface SenderOutput extends ControlCarrier {
  /**
   * Send one frame now: {@link TransferSession#writeHeader}, then the bytes of the file, on the
   * session's data channel or, for a block, on the control channel. Allocates nothing.
   *
   * @param session what is transferred
   * @param pass number of the pass, from 1
   * @param frame number of the frame
   * @param offset where its bytes begin in the assignment's file
   * @param length how many there are
   */
  void sendFrame(TransferSession session, int pass, int frame, long offset, int length);

  /**
   * Send one parity frame now: {@link TransferSession#writeParityHeader}, then the parity frame of
   * that index of the coding block's data frames (LD-6), where data frames go. Parity frames of one
   * block are ordered one after the other.
   *
   * @param session what is transferred
   * @param pass number of the pass
   * @param block number of the coding block, see {@link TransferSession#codingBlocks}
   * @param index which of its parity frames; none is sent twice in a session
   */
  void sendParity(TransferSession session, int pass, int block, int index);

  /** Send a control datagram behind the frames sent so far, on the channel they took. */
  void sendBehindFrames(TransferSession session, ByteBuffer datagram);

  /** A distribution went on; at most twice a second while it runs, and when it is final. */
  void reportsCollected(CollectedReports reports);

  /** No more frames of this assignment will be sent: its file may be closed. */
  void distributionEnded(AssignmentId assignment);
}
