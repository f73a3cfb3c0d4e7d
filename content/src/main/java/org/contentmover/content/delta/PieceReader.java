package org.contentmover.content.delta;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Makes the content of pieces (CM-3).
 *
 * <p>One thread. Holds two base files open at a time. Memory: a piece, its frame and its dictionary
 * (8 MiB each at most, the dictionary twice), whatever sizes are claimed.
 */
public final class PieceReader implements Closeable {
  private final OpenBaseFiles base;
  private final MadeContent made;
  private byte[] dictionary = new byte[0];
  private byte[] frame = new byte[0];
  private byte[] content = new byte[0];

  public PieceReader(BaseFiles base, MadeContent made) {
    this.base = new OpenBaseFiles(base);
    this.made = made;
  }

  /**
   * The content of a piece; to be read before the next one is asked for. Who has read all of it
   * knows that it has the length the piece says, and that exactly its data was taken.
   *
   * @param data where its data comes next; it is not closed
   * @throws PieceRejected here or while reading, when the piece does not make what it says
   * @throws IOException when the base or the data cannot be read
   */
  public InputStream read(Piece piece, InputStream data) throws IOException {
    if (piece instanceof Piece.Patch patch) {
      return new ByteArrayInputStream(patched(patch, data), 0, (int) patch.contentBytes());
    }
    if (piece instanceof Piece.Copy copy) {
      return new PieceContent(piece, base.stream(copy.range()), null);
    }
    LimitedData limited = new LimitedData(data, piece.dataBytes());
    return piece instanceof Piece.Stored
        ? new PieceContent(piece, limited, limited)
        : new PieceContent(piece, unpacked(limited), limited);
  }

  private static InputStream unpacked(LimitedData data) throws IOException {
    return new ZstdInputStream(data).setLongMax(ZstdFrames.MAX_WINDOW_LOG);
  }

  private byte[] patched(Piece.Patch patch, InputStream data) throws IOException {
    int dictionaryBytes = patch.dictionaryBytes();
    dictionary = grown(dictionary, dictionaryBytes);
    int filled = 0;
    for (BaseRange range : patch.dictionary()) {
      base.readFully(range, dictionary, filled);
      filled += (int) range.length();
    }
    if (!patch.made().isEmpty()) {
      made.readFully(patch.made(), dictionary, filled);
    }
    int frameBytes = (int) patch.dataBytes();
    frame = grown(frame, frameBytes);
    if (data.readNBytes(frame, 0, frameBytes) < frameBytes) {
      throw new PieceRejected("the data ends in the middle of a patch");
    }
    int contentBytes = (int) patch.contentBytes();
    content = grown(content, contentBytes);
    int made;
    try (ZstdDictDecompress prepared =
            new ZstdDictDecompress(
                dictionary, 0, dictionaryBytes, ZstdDictContentType.RAW_CONTENT);
        ZstdDecompressCtx unpacking = new ZstdDecompressCtx().loadDict(prepared)) {
      made = unpacking.decompressByteArray(content, 0, contentBytes, frame, 0, frameBytes);
    } catch (ZstdException e) {
      throw new PieceRejected(
          "a patch of "
              + contentBytes
              + " bytes cannot be unpacked ("
              + e.getMessage()
              + "): it is damaged, or the base is another one than it was made for",
          e);
    }
    if (made != contentBytes) {
      throw new PieceRejected("a patch says it makes " + contentBytes + " bytes and makes " + made);
    }
    return content;
  }

  private static byte[] grown(byte[] array, int length) {
    return array.length >= length
        ? array
        : new byte[Math.max(length, Math.min(2 * array.length, Piece.MAX_CONTENT_BYTES))];
  }

  @Override
  public void close() throws IOException {
    base.close();
  }
}
