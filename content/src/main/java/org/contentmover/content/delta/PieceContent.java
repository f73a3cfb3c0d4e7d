package org.contentmover.content.delta;

import com.github.luben.zstd.ZstdIOException;
import java.io.IOException;
import java.io.InputStream;
import org.contentmover.content.delta.zip.EntryDamaged;
import org.contentmover.content.disk.BlockInputStream;

/** The content of a piece on its way: exactly as long as the piece says. One thread. */
final class PieceContent extends BlockInputStream {
  private final Piece piece;
  private final InputStream source;
  private final LimitedData data;
  private long left;

  /**
   * Reads one piece.
   *
   * @param data what has to be used up in the end; null when there is none
   */
  PieceContent(Piece piece, InputStream source, LimitedData data) {
    this.piece = piece;
    this.source = source;
    this.data = data;
    this.left = piece.contentBytes();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      return -1;
    }
    try {
      int read = source.read(bytes, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new PieceRejected(says() + " and ends " + left + " bytes before");
      }
      left -= read;
      if (left == 0) {
        requireEnd();
      }
      return read;
    } catch (EntryDamaged e) {
      throw new PieceRejected("a file of the base is not the archive it was: " + e.getMessage(), e);
    } catch (ZstdIOException e) {
      throw new PieceRejected(
          says()
              + " and cannot be unpacked ("
              + e.getMessage()
              + "): it is damaged, or the base is another one than it was made for",
          e);
    }
  }

  /** Frees what it was unpacked with; the data stays open. */
  @Override
  public void close() throws IOException {
    source.close();
  }

  private void requireEnd() throws IOException {
    if (source.read() >= 0) {
      throw new PieceRejected(says() + " and makes more");
    }
    if (data != null && data.left() > 0) {
      throw new PieceRejected(says() + " and leaves " + data.left() + " bytes of its data over");
    }
  }

  private String says() {
    return "a piece says that " + piece.dataBytes() + " bytes of data make " + piece.contentBytes();
  }
}
