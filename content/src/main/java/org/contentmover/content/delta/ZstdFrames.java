package org.contentmover.content.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import java.util.Arrays;

/**
 * zstd frames as pieces hold them: with content size and checksum, without a dictionary's id. The
 * command line tool of zstd unpacks them, with the dictionary given by {@code -D}.
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
    byte[] bound = new byte[(int) com.github.luben.zstd.Zstd.compressBound(length)];
    int packed = packing.compressByteArray(bound, 0, bound.length, content, 0, length);
    return Arrays.copyOf(bound, packed);
  }

  private static int hashLog(long bytes) {
    int half = 63 - Long.numberOfLeadingZeros(Math.max(1, bytes - 1));
    return Math.min(MAX_HASH_LOG, Math.max(MIN_HASH_LOG, half));
  }
}
