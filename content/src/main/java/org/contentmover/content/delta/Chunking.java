package org.contentmover.content.delta;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Cuts content where a rolling sum over the last bytes says so: what is equal is cut alike,
 * wherever it lies in its file.
 *
 * @param minBytes of a chunk, but for the last one of a file
 * @param maxBytes of a chunk
 * @param mask the bits of the sum that are zero where a chunk ends; each bit doubles the average
 */
record Chunking(int minBytes, int maxBytes, long mask) {
  private static final long[] GEAR =
      new SplittableRandom(0x636f_6e74_656e_7421L).longs(256).toArray();
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9e37_79b9_7f4a_7c15L;
  private static final int BUFFER_BYTES = 1 << 20;

  /** Takes one chunk after the other. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One chunk.
     *
     * @param hash of its bytes; not safe against who wants two to collide
     * @return whether to go on
     */
    boolean chunk(long offset, int length, long hash) throws IOException;
  }

  /** Chunks of about this average length, a power of two. */
  static Chunking ofAverage(int bytes) {
    int bits = 31 - Integer.numberOfLeadingZeros(bytes);
    return new Chunking(bytes / 4, bytes * 8, -1L << (64 - bits));
  }

  /** Passes the chunks of a part of a file to the visitor. Memory: a mebibyte. */
  void scan(ReadableFile file, long from, long to, Visitor visitor) throws IOException {
    int bytes = (int) Math.min(Math.max(BUFFER_BYTES, 2 * maxBytes), Math.max(1, to - from));
    scan(file, from, to, new byte[bytes], visitor);
  }

  /** As above, with a buffer that holds two chunks at least, or all there is. */
  void scan(ReadableFile file, long from, long to, byte[] buffer, Visitor visitor)
      throws IOException {
    long bufferAt = from;
    int filled = 0;
    int at = 0;
    while (bufferAt + at < to) {
      if (filled - at < maxBytes && bufferAt + filled < to) {
        System.arraycopy(buffer, at, buffer, 0, filled - at);
        bufferAt += at;
        filled -= at;
        at = 0;
        int wanted = (int) Math.min(buffer.length - filled, to - bufferAt - filled);
        file.readFully(bufferAt + filled, buffer, filled, wanted);
        filled += wanted;
      }
      int length = cut(buffer, at, filled);
      if (!visitor.chunk(bufferAt + at, length, hash(buffer, at, length))) {
        return;
      }
      at += length;
    }
  }

  /** Length of the chunk that begins there. */
  int cut(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + maxBytes);
    long sum = 0;
    for (int i = Math.min(end, from + minBytes); i < end; i++) {
      sum = (sum << 1) + GEAR[bytes[i] & 0xff];
      if ((sum & mask) == 0) {
        return i + 1 - from;
      }
    }
    return end - from;
  }

  static long hash(byte[] bytes, int from, int length) {
    long hash = length * MIX;
    int end = from + length;
    int at = from;
    for (; at + 8 <= end; at += 8) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * MIX;
      hash ^= hash >>> 32;
    }
    return hash;
  }
}
