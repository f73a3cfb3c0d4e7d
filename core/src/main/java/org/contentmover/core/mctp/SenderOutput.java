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

  /** Send a control datagram behind the frames sent so far, on the channel they took. */
  void sendBehindFrames(TransferSession session, ByteBuffer datagram);

  /** A distribution went on; at most twice a second while it runs, and when it is final. */
  void reportsCollected(CollectedReports reports);

  /** No more frames of this assignment will be sent: its file may be closed. */
  void distributionEnded(AssignmentId assignment);
}
