package org.contentmover.content.delta;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What of the content stream has been made and is used once more. */
@FunctionalInterface
public interface MadeContent {
  /** Nothing of it. */
  MadeContent NONE =
      (ranges, into) -> {
        throw new PieceRejected("a piece uses content that is not kept");
      };

  /**
   * Reads ranges as a whole, one after the other.
   *
   * @throws PieceRejected when they have not been made, or were not kept
   */
  void readFully(List<MadeRange> ranges, ByteBuffer into) throws IOException;
}
