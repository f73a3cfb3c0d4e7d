package org.contentmover.content.delta;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Packs zstd frames as pieces hold them: with content size and checksum, without a dictionary's id.
 * The command line tool of zstd unpacks them, with the dictionary given by {@code -D}.
 *
 * <p>Usable by several threads at once. What each one works with, up to 100 MiB outside the heap,
 * is used again until this is closed: clearing new tables for every frame takes a tenth of the
 * time.
 */
final class ZstdFrames implements Closeable {
  /** Bounds the memory a frame may ask for when it is unpacked: 2^23 = 8 MiB. */
  static final int MAX_WINDOW_LOG = 23;

  /** What is shorter is no dictionary to zstd. */
  static final int MIN_DICTIONARY_BYTES = 8;

  /**
   * The library indexes about the last 8 << hashLog bytes of a dictionary, and keeps in its table
   * what came last; half as many places as there are bytes keep what is far away, too.
   */
  private static final int MIN_HASH_LOG = 17;

  /**
   * Over a dictionary, shorter matches are found everywhere and lead nowhere: with them patches are
   * larger by some per cent, and take longer.
   */
  private static final int MIN_MATCH_BYTES = 6;

  /**
   * While zstd works on arrays of the heap no garbage can be collected, and the heap grows with all
   * that is read meanwhile. What takes it longer is taken off the heap.
   */
  private static final int MOST_ON_HEAP_BYTES = 1 << 18;

  private static final int LEAST_OFF_HEAP_BYTES = 1 << 20;

  private final DeltaProfile profile;
  private final Deque<Packing> idle = new ArrayDeque<>();
  private boolean closed;

  ZstdFrames(DeltaProfile profile) {
    this.profile = profile;
  }

  /** Packs by itself. */
  byte[] pack(byte[] content, int length) {
    return pack(content, length, null);
  }

  /**
   * Packs what resembles a dictionary, which is used as it is, whatever its first bytes.
   *
   * @param dictionary null for none
   */
  byte[] pack(byte[] content, int length, byte[] dictionary) {
    Packing packing = take();
    try {
      return packing.frame(content, length, dictionary, profile);
    } finally {
      leave(packing);
    }
  }

  private synchronized Packing take() {
    return idle.isEmpty() ? new Packing() : idle.pop();
  }

  /** Who is slow may be at work when all others have given up. */
  private synchronized void leave(Packing packing) {
    if (closed) {
      packing.context.close();
    } else {
      idle.push(packing);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(packing -> packing.context.close());
    idle.clear();
  }

  /** What one thread packs with. */
  private static final class Packing {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    /** Room for content and its frame outside the heap; null while none was as large. */
    private ByteBuffer source;

    private ByteBuffer packed;

    byte[] frame(byte[] content, int length, byte[] dictionary, DeltaProfile profile) {
      context.reset();
      context
          .setLevel(profile.level())
          .setWindowLog(MAX_WINDOW_LOG)
          .setContentSize(true)
          .setChecksum(true)
          .setDictID(false);
      if (dictionary != null) {
        context
            .setHashLog(hashLog((long) dictionary.length + length, profile.mostHashLog()))
            .setMinMatch(MIN_MATCH_BYTES);
        context.loadDict(dictionary, ZstdDictContentType.RAW_CONTENT);
      }
      if (length > MOST_ON_HEAP_BYTES) {
        return offHeap(content, length);
      }
      byte[] bound = new byte[(int) Zstd.compressBound(length)];
      int bytes = context.compressByteArray(bound, 0, bound.length, content, 0, length);
      return Arrays.copyOf(bound, bytes);
    }

    private byte[] offHeap(byte[] content, int length) {
      if (source == null || source.capacity() < length) {
        int bytes = Math.max(LEAST_OFF_HEAP_BYTES, Integer.highestOneBit(2 * length - 1));
        source = ByteBuffer.allocateDirect(bytes);
        packed = ByteBuffer.allocateDirect((int) Zstd.compressBound(bytes));
      }
      source.put(0, content, 0, length);
      byte[] frame =
          new byte
              [context.compressDirectByteBuffer(packed, 0, packed.capacity(), source, 0, length)];
      packed.get(0, frame);
      return frame;
    }
  }

  private static int hashLog(long bytes, int most) {
    int half = 63 - Long.numberOfLeadingZeros(Math.max(1, bytes - 1));
    return Math.min(most, Math.max(MIN_HASH_LOG, half));
  }
}
