package org.contentmover.content.assignment;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.contentmover.content.assignment.ContentLayout.PlacedPiece;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/** The data of a piece as a stream. One thread. */
final class PieceData extends FilterInputStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private final CRC32C crc32c;
  private final PlacedPiece piece;

  PieceData(DataSection data, PlacedPiece piece) {
    this(data, piece, new CRC32C());
  }

  private PieceData(DataSection data, PlacedPiece piece, CRC32C crc32c) {
    super(
        new BufferedInputStream(
            new CheckedInputStream(
                data.read(piece.dataOffset(), piece.piece().dataBytes()), crc32c),
            BUFFER_BYTES));
    this.piece = piece;
    this.crc32c = crc32c;
  }

  /**
   * To be asked when all of it has been read.
   *
   * @throws AssignmentRejected when it is not the data the commands were made for
   */
  void requireIntact() throws AssignmentRejected {
    if ((int) crc32c.getValue() != piece.crc32c()) {
      throw new AssignmentRejected(
          RefusalReason.CORRUPT,
          "the data from byte "
              + piece.dataOffset()
              + " on is not what the commands were made for");
    }
  }
}
