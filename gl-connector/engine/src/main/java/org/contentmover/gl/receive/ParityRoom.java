package org.contentmover.gl.receive;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Parity frames of one reception, kept in memory until their coding block can be repaired (LD-6).
 *
 * <p>Threading: owned by one thread; only {@link #giveBack} may be called by any. Memory: at most
 * {@value #MAX_BYTES} bytes, those of repairs that wait for the disk included; what finds no room
 * is refused.
 */
final class ParityRoom {
  static final int MAX_BYTES = 8 * 1024 * 1024;

  /** One parity frame. */
  record Kept(int index, ByteBuffer content) {}

  private final Map<Integer, List<Kept>> blocks = new HashMap<>();
  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
  private int bytesMade;

  /**
   * Keeps a copy of a parity frame.
   *
   * @return false when there is no room for it
   */
  boolean keep(int block, int index, ByteBuffer payload) {
    ByteBuffer copy = buffer(payload.remaining());
    if (copy == null) {
      return false;
    }
    copy.put(payload).flip();
    blocks.computeIfAbsent(block, number -> new ArrayList<>()).add(new Kept(index, copy));
    return true;
  }

  private ByteBuffer buffer(int bytes) {
    ByteBuffer used = free.poll();
    if (used != null && used.capacity() >= bytes) {
      return used.clear();
    }
    // Frames of a session have one size: a smaller buffer is of another leader's session.
    bytesMade -= used == null ? 0 : used.capacity();
    if (bytesMade + bytes > MAX_BYTES) {
      return null;
    }
    bytesMade += bytes;
    return ByteBuffer.allocate(bytes);
  }

  /** Hands out what is kept of a block, to be given back. */
  List<Kept> take(int block) {
    List<Kept> kept = blocks.remove(block);
    return kept == null ? List.of() : kept;
  }

  /** These are of no more use. */
  void giveBack(List<Kept> kept) {
    kept.forEach(parity -> free.add(parity.content));
  }
}
