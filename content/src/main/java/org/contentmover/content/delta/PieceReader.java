package org.contentmover.content.delta;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Makes the content of pieces (CM-3).
 *
 * <p>One thread. Holds two base files open at a time. Memory: outside the heap, a piece and its
 * dictionary ({@link PieceMemory}, 8 MiB each at most) and what zstd looks back to, 8 MiB at most,
 * until it has been read; whatever sizes are claimed.
 */
public final class PieceReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OpenBaseFiles base;
  private final MadeContent made;
  private final PieceMemory.Pool pool;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Null while it has none. */
  private PieceMemory memory;

  public PieceReader(BaseFiles base, MadeContent made) {
    this(base, made, PieceMemory.OF_THE_PROCESS);
  }

  PieceReader(BaseFiles base, MadeContent made, PieceMemory.Pool pool) {
    this.base = new OpenBaseFiles(base);
    this.made = made;
    this.pool = pool;
  }

  /**
   * The content of a piece of at most {@link Piece#MAX_CONTENT_BYTES}, as a whole. May wait for
   * others who make one.
   *
   * @param data as of {@link #read}
   * @return good until the next call of this class
   * @throws PieceRejected when the piece does not make what it says
   * @throws IOException when the base or the data cannot be read
   */
  public ByteBuffer make(Piece piece, InputStream data) throws IOException {
    try (InputStream content = read(piece, data)) {
      if (memory == null) {
        memory = pool.take();
      }
      ByteBuffer whole = memory.content((int) piece.contentBytes());
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        whole.put(buffer, 0, read);
      }
      return whole.flip();
    }
  }

  /**
   * The content of a piece; to be read and closed before the next one is asked for. Who has read
   * all of it knows that it has the length the piece says, and that exactly its data was taken.
   *
   * @param data where its data comes next; it is not closed
   * @throws PieceRejected here or while reading, when the piece does not make what it says
   * @throws IOException when the base or the data cannot be read
   */
  public InputStream read(Piece piece, InputStream data) throws IOException {
    rest();
    if (piece instanceof Piece.Copy copy) {
      return new PieceContent(piece, base.stream(copy.range()), null);
    }
    LimitedData limited = new LimitedData(data, piece.dataBytes());
    if (piece instanceof Piece.Stored) {
      return new PieceContent(piece, limited, limited);
    }
    return new PieceContent(
        piece,
        piece instanceof Piece.Patch patch ? patched(patch, limited) : unpacked(limited),
        limited);
  }

  private static ZstdInputStreamNoFinalizer unpacked(LimitedData data) throws IOException {
    return new ZstdInputStreamNoFinalizer(data, RecyclingBufferPool.INSTANCE)
        .setLongMax(ZstdFrames.MAX_WINDOW_LOG);
  }

  private InputStream patched(Piece.Patch patch, LimitedData data) throws IOException {
    int bytes = patch.dictionaryBytes();
    DictionaryCopies copies =
        DictionaryCopies.read(data, patch.copies(), patch.contentBytes(), bytes);
    memory = pool.take();
    ByteBuffer dictionary = memory.dictionary(bytes);
    int end = 0;
    for (BaseRange range : patch.dictionary()) {
      int from = end;
      end += (int) range.length();
      for (DictionaryCopies.Part part : copies.parts(from, end, bytes)) {
        long offset = range.offset() + part.from() - from;
        base.readFully(
            new BaseRange(range.baseFile(), range.view(), offset, part.length()),
            room(dictionary, part),
            buffer);
      }
    }
    for (MadeRange range : patch.made()) {
      int from = end;
      end += (int) range.length();
      for (DictionaryCopies.Part part : copies.parts(from, end, bytes)) {
        long offset = range.offset() + part.from() - from;
        made.readFully(List.of(new MadeRange(offset, part.length())), room(dictionary, part));
      }
    }
    InputStream frame =
        new Unpacked(data, dictionary.clear().limit(copies.keptBytes(bytes)).slice());
    return copies.count() == 0 ? frame : new CopiedContent(frame, copies, dictionary, bytes);
  }

  private static ByteBuffer room(ByteBuffer dictionary, DictionaryCopies.Part part) {
    return dictionary.clear().position(part.place()).limit(part.place() + part.length());
  }

  /** What is made over a dictionary, which is let go with it. */
  private static final class Unpacked extends FilterInputStream {
    private final ZstdDictDecompress dictionary;

    Unpacked(LimitedData data, ByteBuffer dictionary) throws IOException {
      super(unpacked(data));
      this.dictionary = new ZstdDictDecompress(dictionary, true, ZstdDictContentType.RAW_CONTENT);
      ((ZstdInputStreamNoFinalizer) in).setDict(this.dictionary);
    }

    @Override
    public void close() throws IOException {
      try (dictionary) {
        super.close();
      }
    }
  }

  /** Leaves its memory to others; what was made in it is gone. */
  public void rest() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }

  @Override
  public void close() throws IOException {
    rest();
    base.close();
  }
}
