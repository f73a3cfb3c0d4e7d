package org.contentmover.content.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * zstd frames as pieces hold them: with content size and checksum, without a dictionary's id. The
 * command line tool of zstd unpacks them, with the dictionary given by {@code -D}.
 *
 * <p>A thread that packs more than 4 MiB at a time keeps 16 MiB outside the heap as long as it
 * lives.
 */
final class ZstdFrames {
  /** Bounds the memory a frame may ask for when it is unpacked: 2^23 = 8 MiB. */
  static final int MAX_WINDOW_LOG = 23;

  /** What is shorter is no dictionary to zstd. */
  static final int MIN_DICTIONARY_BYTES = 8;

  /**
   * The library indexes about the last 8 << hashLog bytes of a dictionary, and keeps in its table
   * what came last; half as many places as there are bytes keep what is far away, too.
   */
  private static final int MIN_HASH_LOG = 17;

  private static final int MAX_HASH_LOG = 23;

  /**
   * Over a dictionary, shorter matches are found everywhere and lead nowhere: with them patches are
   * larger by some per cent, and take longer.
   */
  private static final int MIN_MATCH_BYTES = 6;

  /**
   * While zstd works on arrays of the heap no garbage can be collected, and the heap grows with all
   * that is read meanwhile. What takes it longer is taken off the heap.
   */
  private static final int MOST_ON_HEAP_BYTES = 1 << 22;

  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  private ZstdFrames() {}

  /** Packs by itself. */
  static byte[] pack(byte[] content, int length, int level) {
    try (ZstdCompressCtx packing = context(level)) {
      return frame(packing, content, length);
    }
  }

  /** Packs what resembles a dictionary, which is used as it is, whatever its first bytes. */
  static byte[] pack(byte[] content, int length, byte[] dictionary, int level) {
    try (ZstdCompressCtx packing = context(level)) {
      packing.setHashLog(hashLog((long) dictionary.length + length)).setMinMatch(MIN_MATCH_BYTES);
      packing.loadDict(dictionary, ZstdDictContentType.RAW_CONTENT);
      return frame(packing, content, length);
    }
  }

  private static ZstdCompressCtx context(int level) {
    return new ZstdCompressCtx()
        .setLevel(level)
        .setWindowLog(MAX_WINDOW_LOG)
        .setContentSize(true)
        .setChecksum(true)
        .setDictID(false);
  }

  private static byte[] frame(ZstdCompressCtx packing, byte[] content, int length) {
    if (length > MOST_ON_HEAP_BYTES) {
      return BUFFERS.get().frame(packing, content, length);
    }
    byte[] bound = new byte[(int) Zstd.compressBound(length)];
    int packed = packing.compressByteArray(bound, 0, bound.length, content, 0, length);
    return Arrays.copyOf(bound, packed);
  }

  /** The largest content, and its frame, outside the heap. */
  private static final class Buffers {
    private final ByteBuffer source = ByteBuffer.allocateDirect(Piece.MAX_CONTENT_BYTES);
    private final ByteBuffer packed =
        ByteBuffer.allocateDirect((int) Zstd.compressBound(Piece.MAX_CONTENT_BYTES));

    byte[] frame(ZstdCompressCtx packing, byte[] content, int length) {
      source.put(0, content, 0, length);
      byte[] frame =
          new byte
              [packing.compressDirectByteBuffer(packed, 0, packed.capacity(), source, 0, length)];
      packed.get(0, frame);
      return frame;
    }
  }

  private static int hashLog(long bytes) {
    int half = 63 - Long.numberOfLeadingZeros(Math.max(1, bytes - 1));
    return Math.min(MAX_HASH_LOG, Math.max(MIN_HASH_LOG, half));
  }
}
